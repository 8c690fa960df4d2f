// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// spec fb54a1013f69b917, generator 626591af5838c097, text 268c0a92e824ab31

export interface paths {
  "/auth/password": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get tokens for a user name and a password
     * @description Only for the first tokens, and when the refresh token has been refused. The vendor calls repeated calls unsafe.
     */
    post: operations["createTokens"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/auth/refresh": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get the next tokens for a refresh token
     * @description The refresh token is used up by this. Keep the new one and discard the old one.
     */
    post: operations["refreshTokens"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/trips/insertOrUpdate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Send trips as JSON */
    put: operations["insertOrUpdateTripsJson"];
    /**
     * Send trips as CSV or XML
     * @description The method depends on the media type. JSON goes by PUT.
     */
    post: operations["insertOrUpdateTrips"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    /** @description A user name and its password. */
    PasswordForm: {
      username: string;
      /** Format: password */
      password: string;
    };
    /** @description A refresh token, good for one exchange. */
    RefreshForm: {
      /** @description The newest refresh token. */
      refresh_token: string;
    };
    /** @description A pair of tokens. */
    Tokens: {
      /** @description For the header `Authorization`. */
      access_token: string;
      /** @description For the next pair. It replaces the one before. */
      refresh_token: string;
      /** @description Always `bearer`, in any case of letters. */
      token_type: string;
      /** @description How long the access token lives, in seconds. In rare cases it dies earlier. */
      expires_in: number;
    };
    /** @description What is wrong with the form. */
    FormError: {
      error: string;
      error_description?: string;
    };
    /** @description Trips to insert or to update. The vendor documents no schema in public, so only the least is described and all else is let through. */
    TripsDocument: {
      trips: components["schemas"]["Trip"][];
    } & {
      [key: string]: unknown;
    };
    /** @description One trip. Members that are not described here are sent as they are. */
    Trip: {
      /** @description Your id of the trip. A trip with a known id is updated. */
      tripId: string;
      /** @description What happens on the way, stop by stop. */
      actions?: {
        [key: string]: unknown;
      }[];
    } & {
      [key: string]: unknown;
    };
    /** @description Trips as CSV. The vendor's columns are not public; the example is made up. */
    TripsCsv: string;
    /** @description Trips as XML. The vendor's elements are not public; the example is made up. */
    TripsXml: string;
    /** @description Whatever the server says about the trips it took. */
    TripsReceipt: unknown;
  };
  responses: {
    /** @description A field of the form is missing or malformed. */
    MalformedForm: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "error": "invalid_request",
         *       "error_description": "A field of the form is missing"
         *     }
         */
        "application/json": components["schemas"]["FormError"];
      };
    };
    /** @description The trips were taken. What the answer says is not documented. */
    TripsReceived: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /** @example {} */
        "application/json": components["schemas"]["TripsReceipt"];
        /** @example OK */
        "text/plain": string;
      };
    };
    /** @description The trips were not understood. */
    TripsRefused: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /** @example The trips were not understood */
        "text/plain": string;
      };
    };
    /** @description The access token is missing, expired or refused. This may come earlier than `expires_in` says. */
    AccessTokenRefused: {
      headers: {
        [name: string]: unknown;
      };
      content?: never;
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export interface operations {
  createTokens: {
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
         *       "username": "ada",
         *       "password": "password-example-not-a-secret"
         *     }
         */
        "application/x-www-form-urlencoded": components["schemas"]["PasswordForm"];
      };
    };
    responses: {
      /** @description A pair of tokens. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "access_token": "access-example-not-a-secret",
           *       "refresh_token": "refresh-example-not-a-secret",
           *       "token_type": "bearer",
           *       "expires_in": 3600
           *     }
           */
          "application/json": components["schemas"]["Tokens"];
        };
      };
      400: components["responses"]["MalformedForm"];
      /** @description Wrong user name or password. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Too many logins. */
      429: {
        headers: {
          /**
           * @description Seconds to wait before the next login.
           * @example 30
           */
          "Retry-After"?: number;
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  refreshTokens: {
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
         *       "refresh_token": "refresh-example-not-a-secret"
         *     }
         */
        "application/x-www-form-urlencoded": components["schemas"]["RefreshForm"];
      };
    };
    responses: {
      /** @description A new pair of tokens. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "access_token": "next-access-example-not-a-secret",
           *       "refresh_token": "next-refresh-example-not-a-secret",
           *       "token_type": "bearer",
           *       "expires_in": 3600
           *     }
           */
          "application/json": components["schemas"]["Tokens"];
        };
      };
      400: components["responses"]["MalformedForm"];
      /** @description The refresh token has expired or was used before. Only now may the password be used again. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  insertOrUpdateTripsJson: {
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
         *       "trips": [
         *         {
         *           "tripId": "trip-1",
         *           "actions": [
         *             {
         *               "stopId": "stop-1",
         *               "type": "LOADING"
         *             },
         *             {
         *               "stopId": "stop-2",
         *               "type": "UNLOADING"
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        "application/json": components["schemas"]["TripsDocument"];
      };
    };
    responses: {
      200: components["responses"]["TripsReceived"];
      400: components["responses"]["TripsRefused"];
      401: components["responses"]["AccessTokenRefused"];
    };
  };
  insertOrUpdateTrips: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example tripId;stopId;type
         *     trip-1;stop-1;LOADING
         */
        "text/csv": components["schemas"]["TripsCsv"];
        /** @example <trips><trip><tripId>trip-1</tripId></trip></trips> */
        "text/xml": components["schemas"]["TripsXml"];
      };
    };
    responses: {
      200: components["responses"]["TripsReceived"];
      400: components["responses"]["TripsRefused"];
      401: components["responses"]["AccessTokenRefused"];
    };
  };
}
