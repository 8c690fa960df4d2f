// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// spec 9db8b30a1948fe5f, generator 626591af5838c097, text a871b5aacbf5c466

export interface paths {
  "/oauth2/token": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get an access token
     * @description The path says OAuth 2, but it takes JSON with names of its own. A refused exchange can also come as 200 with `success` false.
     */
    post: operations["createToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/evaluate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Offer a declined payment
     * @description Send the same `idempotencyKey` again to repeat a call safely. Look at `success` and `status`: a failure can come as 200.
     */
    post: operations["evaluate"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/orders/{orderId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get an order */
    get: operations["getOrder"];
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
    /** @description An app key and its secret. */
    TokenRequest: {
      AppKey: string;
      /** Format: password */
      AppSecret: string;
    };
    /** @description An access token. With `success` false, only the members from `success` on. */
    TokenAnswer: {
      /** @description For the header `Authorization`, for ten minutes. */
      accessToken?: string;
      /** @description No page says how to spend it. */
      refreshToken?: string;
      /** @description When the access token dies, in milliseconds since 1970-01-01T00:00:00Z. */
      expires?: number;
      id?: string;
      /** @description Always null in recordings. */
      session?: unknown;
      /** @description Always null in recordings. */
      daysToEnforceMFA?: unknown;
      /** @description Always null in recordings. */
      skipAvailable?: unknown;
      success: boolean;
      result?: string | null;
      status?: string | null;
      statusCode?: string | null;
      errors?: unknown[];
      customProperties?: {
        [key: string]: unknown;
      };
    };
    /** @description A declined payment. One of `siteId` and `siteUrl` must be there. */
    EvaluateRequest: {
      /** @description Always true. */
      isDeclined: boolean;
      /** @description Your id of the order. */
      orderId: string;
      /** @description The id of the merchant. */
      mid: string;
      /** @description The id of the site. */
      siteId?: string;
      /** @description The address of the site, instead of its id. */
      siteUrl?: string;
      /** @description The customer's IP address. Needed when the customer started the payment. */
      customerIp?: string;
      /** @description Names this payment. A call that is sent again with the same key is done once. */
      idempotencyKey: string;
      /** @description Whether the merchant started the payment. */
      isMIT?: boolean;
      isRecurring?: boolean;
      /** @description Until when to try, as an ISO 8601 date-time. */
      expiryDateUtc?: string;
      senseKey?: string;
      transaction: components["schemas"]["Transaction"];
      paymentMethod: components["schemas"]["PaymentMethod"];
      billingInformation: components["schemas"]["BillingInformation"];
      payer: components["schemas"]["Payer"];
      /** @description The result of 3-D Secure, as your gateway gave it. */
      threeDSecure?: {
        [key: string]: unknown;
      };
    };
    /** @description The payment that was declined. */
    Transaction: {
      id: string;
      /** @description The text on the card statement. */
      dynamicDescriptor?: string;
      /** @description When it was tried, as an ISO 8601 date-time. */
      timestamp: string;
      /** @description Such as `+01:00`. */
      timezoneUtcOffset: string;
      /** @description In cents. (Refunds are in dollars.) */
      amount: number;
      /** @description Such as `USD`. */
      currency: string;
      /** @description What the gateway answered. */
      responseCode: string;
      /** @description Which gateway that was. */
      responseCodeSource: string;
      avsResultCode: string;
      cvvResultCode: string;
      cavvResultCode?: string;
      cardNotPresent: boolean;
      /** @enum {string} */
      transactionType?: "AUTHORIZATION" | "PURCHASE";
    };
    /** @description The card. */
    PaymentMethod: {
      holderName: string;
      /** @description Such as `CREDIT`. */
      cardType?: string;
      /** @description Such as `VISA`. */
      cardBrand?: string;
      /** @description Such as `US`. */
      cardCountry?: string;
      expirationMonth: number;
      /** @description Four digits. */
      expirationYear: number;
      /** @description The first six digits. */
      cardBinNumber: string;
      cardLast4Digits: string;
      /** @description The number, or a token if `Token` is true. */
      cardNumber: string;
      /** @description Whether `cardNumber` is a token. */
      Token: boolean;
    };
    /** @description Who pays. */
    BillingInformation: {
      firstName?: string;
      lastName?: string;
      country?: string;
      countryCode?: string;
      addressLine1?: string;
      city?: string;
      state?: string;
      zipCode?: string;
      phone?: string;
    };
    /** @description How to reach the payer. */
    Payer: {
      email?: string;
      phone?: string;
    };
    /** @description What became of the payment. */
    Evaluation: {
      orderSessionKey?: string;
      senseKey?: string | null;
      orderId?: string;
      /** @description Whether the call worked. False can come with status 200. */
      success: boolean;
      result?: string | null;
      /** @description APPROVED, DECLINED, CHALLENGE, SUBMITTED, CAPTUREREQUIRED or PROCESSING; FAILED when `success` is false. */
      status?: string | null;
      statusCode?: string | null;
      /** @description Why it failed. */
      responseCode?: string;
      /** @description Why it failed, in words. */
      responseMessage?: string;
      errors?: unknown[];
      customProperties?: {
        [key: string]: unknown;
      };
    };
    /** @description An order. */
    Order: {
      id: string;
      correlationId?: string | null;
      referenceNumber?: string | null;
      /** @description 0 draft, 1 on hold, 2 cancelled, 3 problem, 4 processing, 5 capture required, 6 returned, 7 completed. */
      status: number;
      /** @description The status in words. */
      statusName?: string;
      orderPlacedDate?: string;
      expiryDate?: string | null;
      billingAddress?: components["schemas"]["Address"];
      shippingAddress?: components["schemas"]["Address"] | null;
      firstName?: string | null;
      lastName?: string | null;
      email?: string | null;
      phone?: string | null;
      currencyCode?: string;
    };
    /** @description An address. Its members are not documented. */
    Address: {
      [key: string]: unknown;
    };
    /** @description What went wrong. */
    Problem: {
      /** @description The HTTP status, as a number or as a string. */
      status: number | string;
      title: string;
      /** @description Name it to the vendor's support. */
      traceId?: string;
      /** @description Messages by member. */
      errors?: {
        [key: string]: string[];
      };
    };
    /** @description Messages by member, without anything around them. */
    FieldErrors: {
      [key: string]: string[];
    };
  };
  responses: {
    /** @description The access token is missing, expired or refused. */
    AccessTokenRefused: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "status": 401,
         *       "title": "Unauthorized",
         *       "traceId": "trace-example"
         *     }
         */
        "application/json": components["schemas"]["Problem"];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export interface operations {
  createToken: {
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
         *       "AppKey": "app-key-example",
         *       "AppSecret": "app-secret-example-not-a-secret"
         *     }
         */
        "application/json": components["schemas"]["TokenRequest"];
      };
    };
    responses: {
      /** @description An access token, if `success` is true. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TokenAnswer"];
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
           *       "status": 400,
           *       "title": "One or more validation errors occurred.",
           *       "traceId": "trace-example",
           *       "errors": {
           *         "AppKey": [
           *           "The AppKey field is required."
           *         ],
           *         "AppSecret": [
           *           "The AppSecret field is required."
           *         ]
           *       }
           *     }
           */
          "application/json": components["schemas"]["Problem"];
        };
      };
      /** @description Wrong app key or secret. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": 401,
           *       "title": "Unauthorized",
           *       "traceId": "trace-example"
           *     }
           */
          "application/json": components["schemas"]["Problem"];
        };
      };
    };
  };
  evaluate: {
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
         *       "isDeclined": true,
         *       "orderId": "order-1",
         *       "mid": "00000000-0000-4000-8000-000000000002",
         *       "siteId": "00000000-0000-4000-8000-000000000003",
         *       "customerIp": "192.0.2.1",
         *       "idempotencyKey": "order-1-attempt-1",
         *       "transaction": {
         *         "id": "transaction-1",
         *         "timestamp": "2026-01-31T12:00:00Z",
         *         "timezoneUtcOffset": "+01:00",
         *         "amount": 1999,
         *         "currency": "USD",
         *         "responseCode": "100",
         *         "responseCodeSource": "nmi",
         *         "avsResultCode": "Z",
         *         "cvvResultCode": "N",
         *         "cardNotPresent": true
         *       },
         *       "paymentMethod": {
         *         "holderName": "Ada Example",
         *         "cardType": "CREDIT",
         *         "cardBrand": "VISA",
         *         "cardCountry": "US",
         *         "expirationMonth": 12,
         *         "expirationYear": 2030,
         *         "cardBinNumber": "411111",
         *         "cardLast4Digits": "1111",
         *         "cardNumber": "4111111111111111",
         *         "Token": false
         *       },
         *       "billingInformation": {
         *         "firstName": "Ada",
         *         "lastName": "Example",
         *         "country": "United States",
         *         "countryCode": "US",
         *         "addressLine1": "1 Example Street",
         *         "city": "Springfield",
         *         "state": "NY",
         *         "zipCode": "10001",
         *         "phone": "+15550100"
         *       },
         *       "payer": {
         *         "email": "ada@example.com",
         *         "phone": "+15550100"
         *       }
         *     }
         */
        "application/json": components["schemas"]["EvaluateRequest"];
      };
    };
    responses: {
      /** @description The evaluation, or a failure with `success` false. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Evaluation"];
        };
      };
      /** @description A member is missing or malformed. Two shapes are in use. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Problem"] | components["schemas"]["FieldErrors"];
        };
      };
      401: components["responses"]["AccessTokenRefused"];
      /** @description A call with the same `idempotencyKey` is still being worked on. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  getOrder: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The id of the order.
         * @example 00000000-0000-4000-8000-000000000005
         */
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The order. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "00000000-0000-4000-8000-000000000005",
           *       "correlationId": "correlation-example",
           *       "referenceNumber": "order-1",
           *       "status": 7,
           *       "statusName": "Completed",
           *       "orderPlacedDate": "2026-01-31T12:00:00Z",
           *       "expiryDate": null,
           *       "billingAddress": {
           *         "city": "Springfield"
           *       },
           *       "shippingAddress": null,
           *       "firstName": "Ada",
           *       "lastName": "Example",
           *       "email": "ada@example.com",
           *       "phone": "+15550100",
           *       "currencyCode": "USD"
           *     }
           */
          "application/json": components["schemas"]["Order"];
        };
      };
      401: components["responses"]["AccessTokenRefused"];
      /** @description No such order. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": 404,
           *       "title": "Not Found",
           *       "traceId": "trace-example"
           *     }
           */
          "application/json": components["schemas"]["Problem"];
        };
      };
    };
  };
}
