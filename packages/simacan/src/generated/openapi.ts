// Generated from specs/simacan.openapi.yaml by pnpm generate. Do not edit.
// spec e4b34dc42026fdd3, generator a0cd2cf6b890e813, text 848ccf412ad10ec0

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
  "/otm/api/v5/trips": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Send a trip of OpenTripModel 5
     * @description The vendor's page gives the address, and PUT for JSON in general.
     */
    put: operations["sendOtmTrip"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/{shipper_code}/transporter/v2/{carrier_code}/realisation": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Send what became of a trip */
    post: operations["sendRealisation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/{shipper_code}/transporter/v3/{carrier_code}/planning": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send what a carrier plans for a trip
     * @description Everybody who may see the planning of the trip sees all of this.
     */
    post: operations["sendCarrierPlanning"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/validate/{kind}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Check a document of OpenTripModel 5
     * @description Needs no token.
     */
    put: operations["validateOtm"];
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
    /**
     * @description What became of a trip, as XML, in an element `realisation`. Needed: `tripId`, `timestamp` (date-time). If known: `activity` (LADEN, LOSSEN, WACHTEN, PAUZE,
     *     TANKEN, WASSEN, RIJDEN, FILE, KOPPELEN or VEERBOOT), `heading` (degrees, 0 to 360), `mileage`, `speed` (km/h), `x` (longitude), `y` (latitude),
     *     `trailers` of `trailer` of `trailerId` and `licensePlate`.
     */
    RealisationXml: string;
    /**
     * @description What a carrier plans, as XML, in an element `planning`. Needed: `tripId`, `timestamp` (date-time), `fuelType`, `licensePlateTractor`, `tractorType`, `customer`.
     *     If known: `driver`, `subcontractor`, `trailers`, `ecmrDelegate`. The vendor's page lists the fuels and tractors.
     */
    CarrierPlanningXml: string;
    /** @description A document of OpenTripModel 5. It has a specification of its own; everything is sent as it is. */
    OtmDocument: {
      [key: string]: unknown;
    };
    /** @description What is wrong with a document. */
    OtmMistakes: string[];
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
    /** @description Taken. What the answer says is not documented. */
    Processed: {
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
    /** @description Malformed XML, or a missing element. A message tells more. */
    Invalid: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /** @example tripId is missing */
        "text/plain": string;
      };
    };
    /** @description Understood, but not allowed. A message tells why. */
    NotAllowed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /** @example This shipper is not yours */
        "text/plain": string;
      };
    };
    /** @description No such shipper, carrier or trip, or not in this format. A message tells more. */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /** @example No such trip */
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
  parameters: {
    /**
     * @description Simacan's code of the shipper.
     * @example shipper-1
     */
    ShipperCode: string;
    /**
     * @description Simacan's code of the carrier.
     * @example carrier-1
     */
    CarrierCode: string;
  };
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
  sendOtmTrip: {
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
         *       "id": "00000000-0000-4000-8000-000000000001",
         *       "externalAttributes": {
         *         "tripId": "trip-1"
         *       },
         *       "actions": []
         *     }
         */
        "application/json": components["schemas"]["OtmDocument"];
      };
    };
    responses: {
      200: components["responses"]["TripsReceived"];
      400: components["responses"]["TripsRefused"];
      401: components["responses"]["AccessTokenRefused"];
    };
  };
  sendRealisation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Simacan's code of the shipper.
         * @example shipper-1
         */
        shipper_code: components["parameters"]["ShipperCode"];
        /**
         * @description Simacan's code of the carrier.
         * @example carrier-1
         */
        carrier_code: components["parameters"]["CarrierCode"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /** @example <realisation><tripId>trip-1</tripId><timestamp>2026-01-31T12:00:00+01:00</timestamp><activity>LADEN</activity></realisation> */
        "application/xml": components["schemas"]["RealisationXml"];
      };
    };
    responses: {
      200: components["responses"]["Processed"];
      400: components["responses"]["Invalid"];
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
      404: components["responses"]["NotFound"];
    };
  };
  sendCarrierPlanning: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description Simacan's code of the shipper.
         * @example shipper-1
         */
        shipper_code: components["parameters"]["ShipperCode"];
        /**
         * @description Simacan's code of the carrier.
         * @example carrier-1
         */
        carrier_code: components["parameters"]["CarrierCode"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /** @example <planning><tripId>trip-1</tripId><timestamp>2026-01-31T12:00:00+01:00</timestamp><fuelType>EV</fuelType><licensePlateTractor>TE-ST-01</licensePlateTractor><tractorType>TREKKER</tractorType><customer>customer-1</customer></planning> */
        "application/xml": components["schemas"]["CarrierPlanningXml"];
      };
    };
    responses: {
      200: components["responses"]["Processed"];
      400: components["responses"]["Invalid"];
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
      404: components["responses"]["NotFound"];
    };
  };
  validateOtm: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description What the document describes.
         * @example consignments
         */
        kind: "consignments" | "transportOrders" | "goods";
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "id": "00000000-0000-4000-8000-000000000002",
         *       "externalAttributes": {}
         *     }
         */
        "application/json": components["schemas"]["OtmDocument"];
      };
    };
    responses: {
      /** @description Nothing is wrong. */
      200: {
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
      /** @description What is wrong, one text for each mistake. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example [
           *       "$.id: is missing but it is required"
           *     ]
           */
          "application/json": components["schemas"]["OtmMistakes"];
        };
      };
    };
  };
}
