// Generated from specs/flex-insights.openapi.yaml by pnpm generate. Do not edit.
// spec 112e669eca7b50b5, generator a0cd2cf6b890e813, text ae62ef7ad2bef6dd

export interface paths {
  "/gdc/account/login": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Log in with a user name and a password
     * @description Where the tokens arrive depends on `verify_level`: 2 puts the SST into the body, 0 and 1 set cookies.
     *     A direct login needs a password from Flex Insights support; users of single sign-on have none.
     */
    post: operations["login"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/gdc/account/token": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a temporary token
     * @description Every call gives a new temporary token and leaves the SST as it is.
     */
    get: operations["getTemporaryToken"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/gdc/account/login/{profileId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Log out
     * @description Ends the SST. The login answer's `state` is the whole path.
     */
    delete: operations["logout"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/gdc/account/profile/{profileId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Delete one's own profile
     * @description Only the profile of who is logged in. It cannot be taken back.
     */
    delete: operations["deleteProfile"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/gdc/app/account/bootstrap": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get what an application needs at its start */
    get: operations["getBootstrap"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/gdc/app/account/bootstrap/account": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get who is logged in */
    get: operations["getAccount"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/gdc/md/{workspace}/identifiers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Get the paths of objects by their identifiers */
    post: operations["mapIdentifiers"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/gdc/exporter/executor": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Export a report in a format
     * @description Starts the export and answers with the address of the file. Follow that `uri` as it is.
     */
    post: operations["exportReport"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/gdc/exporter/result/{workspace}/{resultId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download an exported report
     * @description Answers 202 while the report is being exported, then 200 with the file. The address is the `uri` of the export's answer.
     *     A CSV comes as text. Of other formats take the bytes.
     */
    get: operations["downloadExport"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/gdc/app/projects/{workspace}/execute/raw": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Compute a raw report
     * @description Starts the computation and answers with the address of the result. Follow that `uri` as it is: its path differs from this one.
     */
    post: operations["executeRawReport"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/gdc/projects/{workspace}/execute/raw/{downloadId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download a raw report
     * @description Answers 202 while the report is being computed (this may take minutes and outlive a temporary token), then 200 with the CSV file,
     *     at most 1 GB. The address is the `uri` of the computation's answer.
     */
    get: operations["downloadRawReport"];
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
    /** @description A login. */
    LoginRequest: {
      postUserLogin: {
        /** @description The user name, usually an e-mail address. */
        login: string;
        /** Format: password */
        password: string;
        /**
         * @description 1 asks for a very long life of the SST, 0 for the usual one.
         * @enum {integer}
         */
        remember: 0 | 1;
        /**
         * @description Where the server looks for tokens: 0 in cookies (the default), 1 in cookies and headers, 2 in headers.
         * @enum {integer}
         */
        verify_level?: 0 | 1 | 2;
        captcha?: string;
        verifyCaptcha?: string;
      };
    };
    /** @description A login that worked. */
    LoginAnswer: {
      userLogin: {
        /** @description The path of the user's profile. */
        profile: string;
        /** @description The path of this login. DELETE it to log out. */
        state: string;
        /** @description The super secured token (SST). Only with `verify_level` 2. */
        token?: string;
      };
    };
    /** @description A temporary token. */
    TemporaryTokenAnswer: {
      userToken?: {
        /** @description The temporary token (TT), good for ten minutes. Missing when it went into a cookie. */
        token?: string;
      };
    };
    /** @description The account must be verified first. */
    UnverifiedAccount: {
      resendRegistration?: {
        /** @description Where to ask for another registration mail. */
        uri?: string;
        /** @description Must be sent along. */
        rsr_token?: string;
      };
    };
    /** @description What went wrong. */
    GoodDataError: {
      /** @description A text for people; may have places for `parameters`. */
      message: string;
      /** @description The part of the platform that complains. */
      component?: string;
      /** @description Values for the places in `message`. */
      parameters?: unknown[];
    };
    /** @description What an application needs at its start. Open; only a little of it is described. */
    Bootstrap: {
      bootstrapResource?: {
        /** @description The settings of who is logged in. Its members are not documented. */
        accountSetting?: {
          [key: string]: unknown;
        };
      };
    };
    /** @description Who is logged in. */
    Account: {
      accountInfo?: {
        /** @description The user name. */
        login?: string;
        /** @description The user name, hashed. */
        loginMD5?: string;
        /** @description The path of the user's profile. */
        profileUri?: string;
        /** @description The path of this login. DELETE it to log out. */
        logoutUri?: string;
      };
    };
    /** @description The objects to look for. */
    IdentifiersRequest: {
      /** @description Identifiers, such as `label.…`. */
      identifierToUri: string[];
    };
    /** @description The objects that were found. */
    Identifiers: {
      identifiers?: {
        identifier?: string;
        /** @description The object's path: `/gdc/md/{workspace}/obj/{objectId}`. */
        uri?: string;
      }[];
    };
    /** @description What to export, and how. Two members name the report in public clients; which one a server takes depends on its age. */
    ExportRequest: {
      result_req: {
        /** @description Such as `csv`, `pdf`, `xls` or `png`. */
        format?: string;
        /** @description The path of the report or of its result. */
        report?: string;
        /** @description What the computation of the report answered, as it came. */
        result?: {
          [key: string]: unknown;
        };
        /** @description The path of filters. */
        executionContext?: string;
      };
    };
    /** @description Where the file will be. */
    ExportStarted: {
      /** @description The path to download from. Never build it yourself. */
      uri?: string;
    };
    /** @description Which report to compute. */
    RawReportRequest: {
      report_req: {
        /** @description The path of the report: `/gdc/md/{workspace}/obj/{objectId}`. */
        report: string;
      };
    };
    /** @description Where the result will be. */
    RawReportStarted: {
      /** @description The path to download from. Never build it yourself. */
      uri: string;
    };
    /** @description The report is not ready. */
    RawReportPending: {
      /** @description The path to ask again. */
      uri?: string;
    };
    /** @description A report as CSV. */
    RawReport: string;
  };
  responses: {
    /** @description The temporary token is missing, expired or unknown. The body is a page for people, even where the answer calls it JSON. */
    TemporaryTokenRefused: {
      headers: {
        /**
         * @description Names the cookie that is missing.
         * @example GoodData realm="GoodData API" cookie=GDCAuthTT
         */
        "WWW-Authenticate": string;
        [name: string]: unknown;
      };
      content: {
        /** @example <html><head><title>401 Authorization Required</title></head><body><h1>Authorization Required</h1></body></html> */
        "text/html": string;
      };
    };
  };
  parameters: {
    /**
     * @description The id of the workspace, 32 characters.
     * @example workspace0000000000000000example
     */
    Workspace: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export interface operations {
  login: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LoginRequest"];
      };
    };
    responses: {
      /** @description Logged in. The SST is in the body (`verify_level` 2) or in a cookie (0 and 1). */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LoginAnswer"];
        };
      };
      /** @description The body is not a login request. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "parameters": [],
           *       "component": "Account::Login",
           *       "message": "Malformed login request"
           *     }
           */
          "application/json": components["schemas"]["GoodDataError"];
        };
      };
      /** @description Wrong user name or password. */
      401: {
        headers: {
          /**
           * @description Names no cookie; no token is missing here.
           * @example GoodData realm="GoodData API"
           */
          "WWW-Authenticate"?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "parameters": [],
           *       "component": "Account::Login::AuthShare",
           *       "message": "Bad Login or Password!"
           *     }
           */
          "application/json": components["schemas"]["GoodDataError"];
        };
      };
      /** @description The password is right, but the account is not verified yet. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "resendRegistration": {
           *         "uri": "/gdc/account/registration/resend",
           *         "rsr_token": "rsr-example-not-a-secret"
           *       }
           *     }
           */
          "application/json": components["schemas"]["UnverifiedAccount"];
        };
      };
      /** @description Too many invalid logins. */
      429: {
        headers: {
          /**
           * @description Seconds to wait before the next login.
           * @example 30
           */
          "Retry-After": number;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "parameters": [],
           *       "component": "Account::Login",
           *       "message": "Too many invalid logins"
           *     }
           */
          "application/json": components["schemas"]["GoodDataError"];
        };
      };
    };
  };
  getTemporaryToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A temporary token, in the body (`X-GDC-AuthSST` was sent) or in a cookie (the SST cookie was sent). */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TemporaryTokenAnswer"];
        };
      };
      /** @description The SST is missing, expired or unknown. */
      401: {
        headers: {
          /**
           * @description Names the cookie that is missing.
           * @example GoodData realm="GoodData API" cookie=GDCAuthSST
           */
          "WWW-Authenticate": string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "parameters": [],
           *       "component": "Account::Token",
           *       "message": "/gdc/account/login"
           *     }
           */
          "application/json": components["schemas"]["GoodDataError"];
        };
      };
    };
  };
  logout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The last part of the login answer's `state`.
         * @example 0123456789abcdef
         */
        profileId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Logged out. The SST is dead. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["TemporaryTokenRefused"];
      /** @description Not logged in. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /** @example Login id 0123456789abcdef was not found. */
          "text/plain": string;
        };
      };
    };
  };
  deleteProfile: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The last part of the login answer's `profile`.
         * @example 0123456789abcdef
         */
        profileId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deleted. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["TemporaryTokenRefused"];
    };
  };
  getBootstrap: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The settings of who is logged in, and more. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "bootstrapResource": {
           *         "accountSetting": {
           *           "login": "ada@example.com"
           *         }
           *       }
           *     }
           */
          "application/json": components["schemas"]["Bootstrap"];
        };
      };
      401: components["responses"]["TemporaryTokenRefused"];
    };
  };
  getAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who is logged in, and where to log out. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "accountInfo": {
           *         "login": "ada@example.com",
           *         "loginMD5": "00000000000000000000000000000000",
           *         "profileUri": "/gdc/account/profile/0123456789abcdef",
           *         "logoutUri": "/gdc/account/login/0123456789abcdef"
           *       }
           *     }
           */
          "application/json": components["schemas"]["Account"];
        };
      };
      401: components["responses"]["TemporaryTokenRefused"];
    };
  };
  mapIdentifiers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The id of the workspace, 32 characters.
         * @example workspace0000000000000000example
         */
        workspace: components["parameters"]["Workspace"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "identifierToUri": [
         *         "label.conversations.agent"
         *       ]
         *     }
         */
        "application/json": components["schemas"]["IdentifiersRequest"];
      };
    };
    responses: {
      /** @description The path of each object that was found. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "identifiers": [
           *         {
           *           "identifier": "label.conversations.agent",
           *           "uri": "/gdc/md/workspace0000000000000000example/obj/43"
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["Identifiers"];
        };
      };
      401: components["responses"]["TemporaryTokenRefused"];
    };
  };
  exportReport: {
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
         *       "result_req": {
         *         "format": "csv",
         *         "report": "/gdc/md/workspace0000000000000000example/obj/42"
         *       }
         *     }
         */
        "application/json": components["schemas"]["ExportRequest"];
      };
    };
    responses: {
      /** @description The export has begun. */
      201: {
        headers: {
          /**
           * @description Where the file will be.
           * @example /gdc/exporter/result/workspace0000000000000000example/result-example
           */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "uri": "/gdc/exporter/result/workspace0000000000000000example/result-example"
           *     }
           */
          "application/json": components["schemas"]["ExportStarted"];
        };
      };
      401: components["responses"]["TemporaryTokenRefused"];
    };
  };
  downloadExport: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The id of the workspace, 32 characters.
         * @example workspace0000000000000000example
         */
        workspace: components["parameters"]["Workspace"];
        /**
         * @description The last part of the `uri`.
         * @example result-example
         */
        resultId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file, of the media type of its format. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example "Date","Agent","Handled"
           *     "2026-01-31","Ada","12"
           */
          "text/csv": components["schemas"]["RawReport"];
        };
      };
      /** @description Still being exported. Ask again. */
      202: {
        headers: {
          /**
           * @description Seconds to wait before asking again.
           * @example 1
           */
          Refresh: number;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The report has no rows. There is no file. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Malformed id. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["TemporaryTokenRefused"];
      /** @description Never there, or gone. */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The export failed. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  executeRawReport: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The id of the workspace, 32 characters.
         * @example workspace0000000000000000example
         */
        workspace: components["parameters"]["Workspace"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "report_req": {
         *         "report": "/gdc/md/workspace0000000000000000example/obj/42"
         *       }
         *     }
         */
        "application/json": components["schemas"]["RawReportRequest"];
      };
    };
    responses: {
      /** @description The computation has begun. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "uri": "/gdc/projects/workspace0000000000000000example/execute/raw/download-example?q=query-example&c=check-example"
           *     }
           */
          "application/json": components["schemas"]["RawReportStarted"];
        };
      };
      /** @description The body is not a report request. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "parameters": [],
           *       "component": "GDC::Report",
           *       "message": "Malformed report request"
           *     }
           */
          "application/json": components["schemas"]["GoodDataError"];
        };
      };
      401: components["responses"]["TemporaryTokenRefused"];
      /** @description No such workspace or report. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "parameters": [],
           *       "component": "GDC::Report",
           *       "message": "Report not found"
           *     }
           */
          "application/json": components["schemas"]["GoodDataError"];
        };
      };
    };
  };
  downloadRawReport: {
    parameters: {
      query?: {
        /**
         * @description As in the `uri`.
         * @example query-example
         */
        q?: string;
        /**
         * @description As in the `uri`.
         * @example check-example
         */
        c?: string;
      };
      header?: never;
      path: {
        /**
         * @description The id of the workspace, 32 characters.
         * @example workspace0000000000000000example
         */
        workspace: components["parameters"]["Workspace"];
        /**
         * @description The last part of the `uri`.
         * @example download-example
         */
        downloadId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The report. Values are quoted, lines end in CR LF. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example "Date","Agent","Handled"
           *     "2026-01-31","Ada","12"
           */
          "text/csv": components["schemas"]["RawReport"];
        };
      };
      /** @description Still being computed. Ask again. */
      202: {
        headers: {
          /**
           * @description Where to ask again, when it is another address.
           * @example /gdc/projects/workspace0000000000000000example/execute/raw/download-example?q=query-example&c=check-example
           */
          Location?: string;
          /**
           * @description Seconds to wait before asking again.
           * @example 1
           */
          "Retry-After"?: number;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "uri": "/gdc/projects/workspace0000000000000000example/execute/raw/download-example?q=query-example&c=check-example"
           *     }
           */
          "application/json": components["schemas"]["RawReportPending"];
        };
      };
      401: components["responses"]["TemporaryTokenRefused"];
    };
  };
}
