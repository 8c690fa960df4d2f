// Generated from specs/twilio-flex.openapi.yaml by pnpm generate. Do not edit.
// spec 9b5ff556c95813cd, generator a0cd2cf6b890e813, text cc78fdc66f1de762

export interface paths {
  "/v4/Instances/{InstanceSid}/Users/{FlexUserSid}/Tokens": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mint a Flex token for a user
     * @description Only for backends, since it needs the account's auth token.
     */
    post: operations["createUserToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/Accounts/{AccountSid}/Tokens/Info": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Check a Flex token
     * @description Tells whose token it is and when it dies.
     */
    post: operations["validateToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v4/Instances/{InstanceSid}/Users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Find a user by name
     * @description With `Username`, the list has one user or none. Without it, it has everybody.
     */
    get: operations["listUsers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/Instances/{InstanceSid}/Users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List users page by page
     * @description An older list of the same users. Only it has pages with addresses.
     */
    get: operations["listUserPages"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v4/Instances/{InstanceSid}/Users/Provision": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create or update a user
     * @description Can be repeated. A user with a known `username` is updated.
     */
    post: operations["provisionUser"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v4/Instances/{InstanceSid}/Users/Deprovision": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take a user out of Flex */
    post: operations["deprovisionUser"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v4/Instances/{InstanceSid}/Users/{FlexUserSid}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a user */
    get: operations["fetchUser"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/Instances/{InstanceSid}/Teams/{TeamSid}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a team
     * @description Seen in a public plugin; the vendor does not document it.
     */
    get: operations["fetchTeam"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/Configuration/Public": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get what anybody may know of a Flex configuration
     * @description Needs no token. Name the account or the runtime domain.
     */
    get: operations["getPublicConfiguration"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/Flex/Authentication/Config": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get how the users of an account sign on
     * @description Needs no token. The vendor's SDK always sends all five parameters, empty where it has none.
     */
    get: operations["getAuthenticationConfig"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/Flex/Authorize": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Send a person here to sign in
     * @description A page for a browser, not a call: the person comes back to `redirectUrl` with `code` and `state`. The challenge is the SHA-256 of the
     *     verifier, as in RFC 7636, without a word about the method. A person of the Console sends `isConsoleLogin`, the account and the
     *     instance, and the word `false` as the profile.
     */
    get: operations["authorizeFlex"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/Flex/OAuth/Tokens": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get tokens for a code or a refresh token
     * @description Named like OAuth 2.0, with names of its own. The refresh token is replaced each time.
     */
    post: operations["exchangeFlexToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/Configuration": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the configuration of Flex
     * @description Also the cheapest way to learn whether a token is good.
     */
    get: operations["getConfiguration"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/Session": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get the features that are switched on */
    get: operations["getSession"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    /** @description How the token shall be. */
    UserTokenRequest: {
      /** @description How long it shall live, in seconds. 3600 if it is not given. */
      ttl?: number;
    };
    /** @description A Flex token and what it says. */
    UserToken: {
      /** @description The Flex token, a JWE that only the vendor can read. */
      access_token: string;
      token_info: components["schemas"]["TokenInfo"];
    };
    /** @description Whose token it is and when it dies. */
    TokenInfo: {
      /**
       * Format: date-time
       * @description When it dies.
       */
      expiration: string;
      account_sid?: string;
      flex_instance_sid?: string;
      flex_user_sid?: string;
      worker_sid?: string | null;
      identity?: string;
      username?: string;
      roles?: string[];
      permissions?: string[];
    };
    /** @description The token to check. */
    ValidateTokenForm: {
      Token: string;
      Fingerprint?: string;
    };
    /** @description The user as it shall be. */
    ProvisionUserRequest: {
      username: string;
      email: string;
      full_name: string;
      roles: ("agent" | "supervisor" | "admin")[];
      /** @description The user's worker. May be empty. */
      worker: {
        /** @description Attributes of the worker, such as skills and languages. Any names. */
        attributes?: {
          [key: string]: unknown;
        };
      };
    };
    /** @description Who it is. */
    DeprovisionUserRequest: {
      /** @description The SID of the user. */
      flex_user_sid: string;
    };
    /** @description A user of a Flex instance. Which members are there differs between operations. */
    User: {
      /** @description The SID of the user. */
      flex_user_sid: string;
      username: string;
      account_sid?: string;
      instance_sid?: string;
      user_sid?: string | null;
      flex_team_sid?: string | null;
      worker_sid?: string | null;
      workspace_sid?: string | null;
      email?: string;
      full_name?: string;
      roles?: string[];
      locale?: string | null;
      deactivated?: boolean;
      deactivated_date?: string | null;
      created_date?: string;
      updated_date?: string;
      version?: number;
      teams?: {
        team_member?: unknown;
        team_owner?: unknown;
      };
      worker?: {
        worker_sid?: string | null;
        workspace_sid?: string | null;
      };
    };
    /** @description Users of a Flex instance. */
    UserList: {
      users: components["schemas"]["User"][];
      account_sid?: string;
      instance_sid?: string;
      /** @description About this page of the list. */
      meta?: {
        direct_token?: boolean;
        list_key?: string;
        next_token?: string | null;
        page_size?: number;
        previous_token?: string | null;
      };
    };
    /** @description A page of users. */
    UserPage: {
      users?: components["schemas"]["User"][];
      /** @description About this page, and where the next one is. */
      meta?: {
        first_page_url?: string;
        key?: string;
        next_page_url?: string | null;
        page?: number;
        page_size?: number;
        previous_page_url?: string | null;
        url?: string;
      };
    };
    /** @description A team. Open; its members are not documented. */
    Team: {
      flex_team_sid?: string;
    } & {
      [key: string]: unknown;
    };
    /** @description A code or a refresh token, and who it was given to. */
    FlexTokenRequest: components["schemas"]["SsoCode"] | components["schemas"]["SsoRefresh"] | components["schemas"]["ConsoleCode"] | components["schemas"]["ConsoleRefresh"];
    /** @description The code of a person who signed in with a connection of the account. */
    SsoCode: {
      /** @description The SID of the connection. */
      sso_profile_sid: string;
      /** @description What kind of application asks. */
      app_type?: string;
      /**
       * @description The person did not sign in with the Twilio Console.
       * @constant
       */
      is_console_login?: false;
      /** @description What came back with the person. Good once. */
      code: string;
      /** @description The text whose SHA-256 was the challenge. */
      code_verifier: string;
      /** @description The one that the person was sent away with. */
      nonce: string;
      /**
       * @description Names the exchange.
       * @constant
       */
      grant_type: "AuthorizationCode";
    };
    /** @description The refresh token of a person who signed in with a connection of the account. */
    SsoRefresh: {
      /** @description The newest one. Good once. */
      refresh_token: string;
      /** @description The SID of the connection. */
      sso_profile_sid: string;
      /** @description What kind of application asks. */
      app_type?: string;
      /**
       * @description The person did not sign in with the Twilio Console.
       * @constant
       */
      is_console_login?: false;
      /**
       * @description Names the exchange.
       * @constant
       */
      grant_type: "RefreshToken";
    };
    /** @description The code of a person who signed in with the Twilio Console. */
    ConsoleCode: {
      /** @description The SID of the account. */
      account_sid: string;
      /** @description The SID of the Flex instance. */
      instance_sid: string;
      /** @description What kind of application asks. */
      app_type?: string;
      /**
       * @description The person signed in with the Twilio Console.
       * @constant
       */
      is_console_login: true;
      /** @description What came back with the person. Good once. */
      code: string;
      /** @description The text whose SHA-256 was the challenge. */
      code_verifier: string;
      /** @description The one that the person was sent away with. */
      nonce: string;
      /**
       * @description Names the exchange.
       * @constant
       */
      grant_type: "AuthorizationCode";
    };
    /** @description The refresh token of a person who signed in with the Twilio Console. */
    ConsoleRefresh: {
      /** @description The newest one. Good once. */
      refresh_token: string;
      /** @description What kind of application asks. */
      app_type?: string;
      /** @description The SID of the account. */
      account_sid: string;
      /** @description The SID of the Flex instance. */
      instance_sid: string;
      /**
       * @description The person signed in with the Twilio Console.
       * @constant
       */
      is_console_login: true;
      /**
       * @description Names the exchange.
       * @constant
       */
      grant_type: "RefreshToken";
    };
    /** @description What a sign-in or a renewal gives. */
    FlexTokens: {
      /** @description A Flex token (JWE). Only Twilio can read it. */
      access_token: string;
      /** @description Good once, for the next Flex token. */
      refresh_token?: string;
      token_info?: components["schemas"]["TokenInfo"];
    };
    /** @description What anybody may know of Flex configurations. */
    PublicConfigurations: {
      configurations?: components["schemas"]["Configuration"][];
    };
    /** @description How the users of an account sign on. */
    AuthenticationConfig: {
      /** @description The connections. */
      config_list?: {
        account_sid?: string;
        instance_sid?: string;
        /** @description The SID of the connection. */
        connection_name?: string;
        client_id?: string;
        active?: boolean;
        app_type?: string;
      }[];
    };
    /** @description The configuration of Flex in an account. Open; only a little of it is described. */
    Configuration: {
      account_sid?: string;
    } & {
      [key: string]: unknown;
    };
    /** @description The features of a session. Open. */
    Session: {
      [key: string]: unknown;
    };
    /** @description What went wrong. */
    TwilioError: {
      /** @description Twilio's number of the error. */
      code: number;
      message: string;
      /** @description A page about the error. */
      more_info?: string;
      /** @description The HTTP status. */
      status: number;
    };
  };
  responses: {
    /** @description The credentials or the token are missing, expired or wrong. */
    Unauthenticated: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["TwilioError"];
      };
    };
    /** @description No such instance or user. */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 20404,
         *       "message": "The requested resource was not found",
         *       "more_info": "https://www.twilio.com/docs/errors/20404",
         *       "status": 404
         *     }
         */
        "application/json": components["schemas"]["TwilioError"];
      };
    };
    /** @description Another request changes the same user. This one can be sent again. The vendor gives the code, not the status. */
    Conflict: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 45796,
         *       "message": "Conflict",
         *       "more_info": "https://www.twilio.com/docs/errors/45796",
         *       "status": 409
         *     }
         */
        "application/json": components["schemas"]["TwilioError"];
      };
    };
    /** @description Too many requests. This one was not processed and can be sent again. */
    TooManyRequests: {
      headers: {
        /**
         * @description How many requests of the account were being worked on.
         * @example 100
         */
        "Twilio-Concurrent-Requests"?: string;
        /**
         * @description Seconds to wait.
         * @example 1
         */
        "Retry-After"?: number;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 20429,
         *       "message": "Too many requests",
         *       "more_info": "https://www.twilio.com/docs/errors/20429",
         *       "status": 429
         *     }
         */
        "application/json": components["schemas"]["TwilioError"];
      };
    };
  };
  parameters: {
    /**
     * @description The SID of the Flex instance, `GO` and 32 hex digits.
     * @example GO00000000000000000000000000000000
     */
    InstanceSid: string;
    /**
     * @description The SID of the user, `FU` and 32 hex digits.
     * @example FU00000000000000000000000000000001
     */
    FlexUserSid: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export interface operations {
  createUserToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The SID of the Flex instance, `GO` and 32 hex digits.
         * @example GO00000000000000000000000000000000
         */
        InstanceSid: components["parameters"]["InstanceSid"];
        /**
         * @description The SID of the user, `FU` and 32 hex digits.
         * @example FU00000000000000000000000000000001
         */
        FlexUserSid: components["parameters"]["FlexUserSid"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "ttl": 3600
         *     }
         */
        "application/json": components["schemas"]["UserTokenRequest"];
      };
    };
    responses: {
      /** @description A Flex token. The vendor documents the body but not the status. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "access_token": "flex-token-example-not-a-secret",
           *       "token_info": {
           *         "account_sid": "AC00000000000000000000000000000000",
           *         "expiration": "2026-01-31T13:00:00Z",
           *         "flex_instance_sid": "GO00000000000000000000000000000000",
           *         "flex_user_sid": "FU00000000000000000000000000000001",
           *         "identity": "user1",
           *         "permissions": [
           *           "FPN9999",
           *           "FPN0000"
           *         ],
           *         "roles": [
           *           "agent"
           *         ],
           *         "username": "user1"
           *       }
           *     }
           */
          "application/json": components["schemas"]["UserToken"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  validateToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The SID of the account, `AC` and 32 hex digits.
         * @example AC00000000000000000000000000000000
         */
        AccountSid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "Token": "flex-token-example-not-a-secret"
         *     }
         */
        "application/x-www-form-urlencoded": components["schemas"]["ValidateTokenForm"];
      };
    };
    responses: {
      /** @description The token is good. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "account_sid": "AC00000000000000000000000000000000",
           *       "expiration": "2026-01-31T13:00:00Z",
           *       "flex_user_sid": "FU00000000000000000000000000000001",
           *       "identity": "user1",
           *       "permissions": [
           *         "FPN9999",
           *         "FPN0000"
           *       ],
           *       "roles": [
           *         "agent"
           *       ],
           *       "worker_sid": "WK00000000000000000000000000000001"
           *     }
           */
          "application/json": components["schemas"]["TokenInfo"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  listUsers: {
    parameters: {
      query?: {
        /**
         * @description The user's name.
         * @example user1
         */
        Username?: string;
      };
      header?: never;
      path: {
        /**
         * @description The SID of the Flex instance, `GO` and 32 hex digits.
         * @example GO00000000000000000000000000000000
         */
        InstanceSid: components["parameters"]["InstanceSid"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The users. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserList"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  listUserPages: {
    parameters: {
      query?: {
        /**
         * @description Users on a page, at most 1000. 50 if it is not given.
         * @example 50
         */
        PageSize?: number;
        /**
         * @description As in `next_page_url`.
         * @example page-token-example
         */
        PageToken?: string;
      };
      header?: never;
      path: {
        /**
         * @description The SID of the Flex instance, `GO` and 32 hex digits.
         * @example GO00000000000000000000000000000000
         */
        InstanceSid: components["parameters"]["InstanceSid"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of users. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "users": [
           *         {
           *           "account_sid": "AC00000000000000000000000000000000",
           *           "instance_sid": "GO00000000000000000000000000000000",
           *           "flex_user_sid": "FU00000000000000000000000000000001",
           *           "username": "user1",
           *           "email": "user1@example.com",
           *           "full_name": "Foo Bar"
           *         }
           *       ],
           *       "meta": {
           *         "first_page_url": "https://flex-api.twilio.com/v1/Instances/GO00000000000000000000000000000000/Users?PageSize=50&Page=0",
           *         "key": "users",
           *         "next_page_url": null,
           *         "page": 0,
           *         "page_size": 50,
           *         "previous_page_url": null,
           *         "url": "https://flex-api.twilio.com/v1/Instances/GO00000000000000000000000000000000/Users?PageSize=50&Page=0"
           *       }
           *     }
           */
          "application/json": components["schemas"]["UserPage"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  provisionUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The SID of the Flex instance, `GO` and 32 hex digits.
         * @example GO00000000000000000000000000000000
         */
        InstanceSid: components["parameters"]["InstanceSid"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "username": "user1",
         *       "email": "user1@example.com",
         *       "full_name": "Foo Bar",
         *       "roles": [
         *         "agent"
         *       ],
         *       "worker": {
         *         "attributes": {
         *           "channel.voice.capacity": 10,
         *           "language": "english, spanish"
         *         }
         *       }
         *     }
         */
        "application/json": components["schemas"]["ProvisionUserRequest"];
      };
    };
    responses: {
      /** @description The user was updated. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "account_sid": "AC00000000000000000000000000000000",
           *       "instance_sid": "GO00000000000000000000000000000000",
           *       "flex_user_sid": "FU00000000000000000000000000000001",
           *       "username": "user1",
           *       "email": "user1@example.com",
           *       "full_name": "Foo Bar",
           *       "roles": [
           *         "agent"
           *       ],
           *       "created_date": "2026-01-31T12:00:00Z",
           *       "updated_date": "2026-01-31T12:30:00Z",
           *       "version": 1
           *     }
           */
          "application/json": components["schemas"]["User"];
        };
      };
      /** @description The user was created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "account_sid": "AC00000000000000000000000000000000",
           *       "instance_sid": "GO00000000000000000000000000000000",
           *       "flex_user_sid": "FU00000000000000000000000000000001",
           *       "flex_team_sid": "QO00000000000000000000000000000001",
           *       "username": "user1",
           *       "email": "user1@example.com",
           *       "full_name": "Foo Bar",
           *       "roles": [
           *         "agent"
           *       ],
           *       "deactivated": false,
           *       "deactivated_date": null,
           *       "locale": null,
           *       "created_date": "2026-01-31T12:00:00Z",
           *       "updated_date": "2026-01-31T12:00:00Z",
           *       "version": 0,
           *       "teams": {
           *         "team_member": null,
           *         "team_owner": null
           *       },
           *       "worker": {
           *         "worker_sid": "WK00000000000000000000000000000001",
           *         "workspace_sid": "WS00000000000000000000000000000001"
           *       }
           *     }
           */
          "application/json": components["schemas"]["User"];
        };
      };
      /** @description A member is missing or malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "code": 20001,
           *       "message": "username is required",
           *       "status": 400
           *     }
           */
          "application/json": components["schemas"]["TwilioError"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      409: components["responses"]["Conflict"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  deprovisionUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The SID of the Flex instance, `GO` and 32 hex digits.
         * @example GO00000000000000000000000000000000
         */
        InstanceSid: components["parameters"]["InstanceSid"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "flex_user_sid": "FU00000000000000000000000000000001"
         *     }
         */
        "application/json": components["schemas"]["DeprovisionUserRequest"];
      };
    };
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  fetchUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The SID of the Flex instance, `GO` and 32 hex digits.
         * @example GO00000000000000000000000000000000
         */
        InstanceSid: components["parameters"]["InstanceSid"];
        /**
         * @description The SID of the user, `FU` and 32 hex digits.
         * @example FU00000000000000000000000000000001
         */
        FlexUserSid: components["parameters"]["FlexUserSid"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The user. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "account_sid": "AC00000000000000000000000000000000",
           *       "instance_sid": "GO00000000000000000000000000000000",
           *       "flex_user_sid": "FU00000000000000000000000000000001",
           *       "flex_team_sid": "QO00000000000000000000000000000001",
           *       "workspace_sid": "WS00000000000000000000000000000001",
           *       "worker_sid": "WK00000000000000000000000000000001",
           *       "username": "user1",
           *       "email": "user1@example.com",
           *       "full_name": "Foo Bar",
           *       "roles": [
           *         "agent"
           *       ],
           *       "locale": null,
           *       "created_date": "2026-01-31T12:00:00Z",
           *       "updated_date": "2026-01-31T12:00:00Z",
           *       "version": 1
           *     }
           */
          "application/json": components["schemas"]["User"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  fetchTeam: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The SID of the Flex instance, `GO` and 32 hex digits.
         * @example GO00000000000000000000000000000000
         */
        InstanceSid: components["parameters"]["InstanceSid"];
        /**
         * @description The SID of the team, `QO` and 32 hex digits.
         * @example QO00000000000000000000000000000001
         */
        TeamSid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The team. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "flex_team_sid": "QO00000000000000000000000000000001"
           *     }
           */
          "application/json": components["schemas"]["Team"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  getPublicConfiguration: {
    parameters: {
      query?: {
        /**
         * @description The SID of the account.
         * @example AC00000000000000000000000000000000
         */
        AccountSid?: string;
        /** @description The domain of the account's functions, instead of its SID. */
        RuntimeDomain?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The configurations that were found. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "configurations": [
           *         {
           *           "account_sid": "AC00000000000000000000000000000000"
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["PublicConfigurations"];
        };
      };
      429: components["responses"]["TooManyRequests"];
    };
  };
  getAuthenticationConfig: {
    parameters: {
      query?: {
        /**
         * @description The SID of the account.
         * @example AC00000000000000000000000000000000
         */
        AccountSid?: string;
        /**
         * @description The SID of the Flex instance.
         * @example
         */
        FlexInstanceSid?: string;
        /**
         * @description The domain of the account's functions, such as `foo-bar-1234.twil.io`.
         * @example
         */
        RuntimeDomain?: string;
        /**
         * @description The SID of the connection.
         * @example
         */
        SSOProfileSid?: string;
        /**
         * @description What kind of application asks.
         * @example SinglePageApp
         */
        AppType?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The connections that were found. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "config_list": [
           *         {
           *           "account_sid": "AC00000000000000000000000000000000",
           *           "instance_sid": "GO00000000000000000000000000000000",
           *           "connection_name": "JQ00000000000000000000000000000009",
           *           "client_id": "client-of-old-example",
           *           "active": false,
           *           "app_type": "SinglePageApp"
           *         },
           *         {
           *           "account_sid": "AC00000000000000000000000000000000",
           *           "instance_sid": "GO00000000000000000000000000000000",
           *           "connection_name": "JQ00000000000000000000000000000000",
           *           "client_id": "client-example",
           *           "active": true,
           *           "app_type": "SinglePageApp"
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["AuthenticationConfig"];
        };
      };
      /** @description A parameter is malformed. The vendor's SDK knows the code, not the status. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "code": 45004,
           *       "message": "Validation failed",
           *       "more_info": "https://www.twilio.com/docs/errors/45004",
           *       "status": 400
           *     }
           */
          "application/json": components["schemas"]["TwilioError"];
        };
      };
    };
  };
  authorizeFlex: {
    parameters: {
      query: {
        /** @description The person signs in with the Twilio Console. */
        isConsoleLogin?: boolean;
        /**
         * @description Where the person comes back to.
         * @example https://app.example.com/callback
         */
        redirectUrl: string;
        /**
         * @description A random text, sent again when the code is exchanged.
         * @example nonce-example-00000000000000000
         */
        nonce: string;
        /**
         * @description SHA-256 of the code verifier, as base64url.
         * @example challenge-example-not-a-secret-000000000000
         */
        codeChallenge: string;
        /**
         * @description Comes back as it is. The vendor's SDK puts the redirect target and the client's id into it, and nothing random.
         * @example state-example
         */
        state: string;
        /** @description What kind of application asks. */
        appType?: string;
        /**
         * @description The SID of the connection, or `false`.
         * @example JQ00000000000000000000000000000000
         */
        ssoProfileSid: string;
        /** @description The SID of the account, for the Console. */
        accountSid?: string;
        /** @description The SID of the Flex instance, for the Console. */
        instanceSid?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To the page of the identity provider, and from there back to `redirectUrl`, with `code` and `state`. */
      302: {
        headers: {
          /**
           * @description Where to go.
           * @example https://app.example.com/callback?code=code-example-not-a-secret&state=state-example
           */
          Location?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A parameter is missing or malformed, or the person may not be sent to this `redirectUrl`. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "code": 45004,
           *       "message": "Validation failed",
           *       "more_info": "https://www.twilio.com/docs/errors/45004",
           *       "status": 400
           *     }
           */
          "application/json": components["schemas"]["TwilioError"];
        };
      };
    };
  };
  exchangeFlexToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "sso_profile_sid": "JQ00000000000000000000000000000000",
         *       "code": "code-example-not-a-secret",
         *       "code_verifier": "verifier-example-not-a-secret-00000000000000",
         *       "nonce": "nonce-example-00000000000000000",
         *       "grant_type": "AuthorizationCode"
         *     }
         */
        "application/json": components["schemas"]["FlexTokenRequest"];
      };
    };
    responses: {
      /** @description A Flex token, and a refresh token for the next time. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "access_token": "flex-token-example-not-a-secret",
           *       "refresh_token": "refresh-token-example-not-a-secret",
           *       "token_info": {
           *         "account_sid": "AC00000000000000000000000000000000",
           *         "expiration": "2026-01-31T13:00:00Z",
           *         "flex_instance_sid": "GO00000000000000000000000000000000",
           *         "flex_user_sid": "FU00000000000000000000000000000001",
           *         "identity": "user1",
           *         "permissions": [
           *           "FPN9999",
           *           "FPN0000"
           *         ],
           *         "roles": [
           *           "agent"
           *         ],
           *         "username": "user1"
           *       }
           *     }
           */
          "application/json": components["schemas"]["FlexTokens"];
        };
      };
      /** @description A member is missing or malformed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "code": 45004,
           *       "message": "Validation failed",
           *       "more_info": "https://www.twilio.com/docs/errors/45004",
           *       "status": 400
           *     }
           */
          "application/json": components["schemas"]["TwilioError"];
        };
      };
      /** @description The code or the refresh token is unknown, expired or used, or was given to somebody else. The vendor's SDK knows the code, not the status. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "code": 45003,
           *       "message": "Authorization failed",
           *       "more_info": "https://www.twilio.com/docs/errors/45003",
           *       "status": 401
           *     }
           */
          "application/json": components["schemas"]["TwilioError"];
        };
      };
      429: components["responses"]["TooManyRequests"];
    };
  };
  getConfiguration: {
    parameters: {
      query?: {
        /**
         * @description The version of the user interface that asks.
         * @example 2.0.0
         */
        UiVersion?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The configuration. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "account_sid": "AC00000000000000000000000000000000"
           *     }
           */
          "application/json": components["schemas"]["Configuration"];
        };
      };
      401: components["responses"]["Unauthenticated"];
      429: components["responses"]["TooManyRequests"];
    };
  };
  getSession: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description The version of the user interface that asks.
         * @example 2.0.0
         */
        "X-Flex-Version"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session, with its features. Its members are not documented. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /** @example {} */
          "application/json": components["schemas"]["Session"];
        };
      };
      401: components["responses"]["Unauthenticated"];
    };
  };
}
