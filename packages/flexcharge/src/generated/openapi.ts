// Generated from specs/flexcharge.openapi.yaml by pnpm generate. Do not edit.
// spec 8da4bfda6e9cc63b, generator a0cd2cf6b890e813, text 36dab9c604c367cb

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
  "/outcome": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask what became of an evaluation
     * @deprecated
     * @description The vendor asks to read the order instead (`GET /orders/{orderId}`).
     */
    post: operations["getOutcome"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/capture": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Capture an order
     * @description For an order in status 5, capture required, which comes of `transactionType` AUTHORIZATION. It is void when it is not captured in time.
     */
    post: operations["capture"];
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
  "/orders": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Find orders */
    get: operations["listOrders"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/orders/{orderId}/refund": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Refund an order
     * @description All of it or a part. Sent again for the same order it is done once.
     */
    post: operations["refundOrder"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/orders/{orderId}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Cancel a pending order */
    post: operations["cancelOrder"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tokenize": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get a token for a card
     * @description Keep it for the case that the payment is declined; then it stands for the number in `paymentMethod`. The vendor's sample carries no access token, a public client sends one.
     */
    post: operations["tokenizeCard"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api-keys": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make an API key for a merchant
     * @description The `value` of a secret key is in this answer and never again.
     */
    post: operations["createApiKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api-keys/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get an API key, or all of a merchant
     * @description The vendor documents both under this one path. What comes depends on whose id is given.
     */
    get: operations["getApiKeys"];
    put?: never;
    post?: never;
    /** Revoke an API key */
    delete: operations["deleteApiKey"];
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
    /** @description Which evaluation is meant. */
    OutcomeRequest: {
      /** @description As the evaluation's answer gave it. */
      orderSessionKey: string;
    };
    /** @description What became of an evaluation. */
    Outcome: {
      /** @description APPROVED, DECLINED, EXPIRED, CANCELLED, SUBMITTED or NOTFOUND; FAILED when `success` is false. */
      status?: string | null;
      confirmationId?: string | null;
      /** @description Whether the call worked. False can come with status 200. */
      success: boolean;
      result?: string | null;
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
    /** @description How much of which order. */
    CaptureRequest: {
      /** @description Names this capture. A call that is sent again with the same key is done once. */
      idempotencyKey: string;
      /** @description As the evaluation's answer gave it. */
      orderId: string;
      /** @description In cents. (Refunds are in dollars.) */
      amount: number;
      /** @description Such as `USD`. */
      currency: string;
    };
    /** @description How much to give back. */
    RefundRequest: {
      /** @description In dollars, such as 19.99. (Everywhere else amounts are in cents.) */
      amountToRefund: number;
      /** @description Why. */
      refundMessage?: string;
    };
    /** @description An empty object. */
    CancelRequest: Record<string, unknown>;
    /** @description Whether it was done. */
    Receipt: {
      /** @description SUCCESS or FAILED. */
      status?: string | null;
      /** @description Whether the call worked. False can come with status 200. */
      success: boolean;
      result?: string | null;
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
    /** @description A card. */
    TokenizeRequest: {
      payment_method: {
        /** @description The card holder's e-mail address. */
        email?: string;
        /** @description The key that the vendor's script made during the checkout. */
        sense_key?: string;
        credit_card: {
          first_name: string;
          last_name: string;
          number: string;
          /** @description The code on the back, if you have it. */
          verification_value?: string;
          /** @description Two digits. */
          month: string;
          /** @description Four digits. */
          year: string;
        };
      };
    };
    /** @description A token that stands for a card number. */
    TokenizedCard: {
      transaction?: {
        payment_method?: {
          /** @description Stands for the number. */
          token?: string;
          card_type?: string | null;
          country?: string | null;
          first_six_digits?: string | null;
          last_four_digits?: string | null;
        };
      };
      /** @description False when there is no token. It can come with status 200. */
      success?: boolean;
      status?: string | null;
      /** @description Why it failed. */
      responseCode?: string;
      /** @description Why it failed, in words. */
      responseMessage?: string;
      errors?: unknown[];
    };
    /** @description The key as it shall be. */
    ApiKeyRequest: {
      /** @description The id of the merchant. */
      mid: string;
      /** @description Without `<` and `>`. */
      name: string;
      /**
       * @description `secret` and `public` are for access tokens, `tokenization` for cards.
       * @enum {string}
       */
      type: "secret" | "public" | "tokenization";
      /** @description What it may be used for. In the vendor's sample, not in its table. */
      scopes?: string[];
    };
    /** @description An API key. With `errors`, there is none. */
    ApiKey: {
      id?: string;
      mid?: string;
      name?: string | null;
      /** @description secret, public or tokenization. */
      type?: string | null;
      /** @description The key itself. That of a secret key comes once, when it is made. */
      value?: string | null;
      scopes?: string[] | null;
      created_at?: string | null;
      errors?: unknown[];
    };
    /** @description The API keys of a merchant. */
    ApiKeyList: components["schemas"]["ApiKey"][];
    /** @description A page of orders. */
    OrderPage: {
      firstItemOnPage?: number;
      hasNextPage?: boolean;
      hasPreviousPage?: boolean;
      isFirstPage?: boolean;
      isLastPage?: boolean;
      lastItemOnPage?: number;
      pageCount?: number;
      pageNumber?: number;
      pageSize?: number;
      totalItemCount?: number;
      /** @description The orders. The vendor describes the list, but its name could not be found. */
      orders?: components["schemas"]["Order"][];
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
    /** @description A member is missing or malformed. Two shapes are in use. */
    Malformed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Problem"] | components["schemas"]["FieldErrors"];
      };
    };
    /** @description The access token is good, but this is not allowed with it. */
    NotAllowed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "status": 403,
         *       "title": "Forbidden",
         *       "traceId": "trace-example"
         *     }
         */
        "application/json": components["schemas"]["Problem"];
      };
    };
    /** @description The same call was sent before and is still being worked on. The body is not documented. */
    StillWorking: {
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
      400: components["responses"]["Malformed"];
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
      409: components["responses"]["StillWorking"];
    };
  };
  getOutcome: {
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
         *       "orderSessionKey": "00000000-0000-4000-8000-000000000004"
         *     }
         */
        "application/json": components["schemas"]["OutcomeRequest"];
      };
    };
    responses: {
      /** @description The outcome, or a failure with `success` false. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Outcome"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
    };
  };
  capture: {
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
         *       "idempotencyKey": "00000000-0000-4000-8000-000000000006",
         *       "orderId": "00000000-0000-4000-8000-000000000005",
         *       "amount": 1999,
         *       "currency": "USD"
         *     }
         */
        "application/json": components["schemas"]["CaptureRequest"];
      };
    };
    responses: {
      /** @description The capture, or a failure with `success` false. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Receipt"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
      409: components["responses"]["StillWorking"];
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
      403: components["responses"]["NotAllowed"];
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
  listOrders: {
    parameters: {
      query?: {
        /**
         * @description A text to look for, such as the name of a payer.
         * @example Ada
         */
        query?: string;
        /**
         * @description Only orders with one of these statuses, as numbers. Sent once for each.
         * @example [
         *       4,
         *       7
         *     ]
         */
        status?: number[];
        /**
         * @description Only orders from then on, as an ISO 8601 date-time in UTC.
         * @example 2026-01-01T00:00:00Z
         */
        from?: string;
        /**
         * @description Only orders until then, as an ISO 8601 date-time in UTC.
         * @example 2026-02-01T00:00:00Z
         */
        to?: string;
        /**
         * @description Only orders of this merchant.
         * @example 00000000-0000-4000-8000-000000000002
         */
        mid?: string;
        /**
         * @description The member to sort by, such as `createdOn` or `amount`.
         * @example createdOn
         */
        orderBy?: string;
        /**
         * @description `asc` or `desc`.
         * @example desc
         */
        sort?: "asc" | "desc";
        /**
         * @description Orders on a page. 10 if it is not given.
         * @example 10
         */
        pageSize?: number;
        /**
         * @description Which page.
         * @example 1
         */
        pageNumber?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of orders. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "firstItemOnPage": 1,
           *       "hasNextPage": false,
           *       "hasPreviousPage": false,
           *       "isFirstPage": true,
           *       "isLastPage": true,
           *       "lastItemOnPage": 1,
           *       "pageCount": 1,
           *       "pageNumber": 1,
           *       "pageSize": 10,
           *       "totalItemCount": 1,
           *       "orders": [
           *         {
           *           "id": "00000000-0000-4000-8000-000000000005",
           *           "referenceNumber": "order-1",
           *           "status": 7,
           *           "statusName": "Completed",
           *           "expiryDate": null
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["OrderPage"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
    };
  };
  refundOrder: {
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
    requestBody: {
      content: {
        /**
         * @example {
         *       "amountToRefund": 19.99,
         *       "refundMessage": "Sent back"
         *     }
         */
        "application/json": components["schemas"]["RefundRequest"];
      };
    };
    responses: {
      /** @description The refund, or a failure with `success` false. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Receipt"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
      409: components["responses"]["StillWorking"];
    };
  };
  cancelOrder: {
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
    requestBody: {
      content: {
        /** @example {} */
        "application/json": components["schemas"]["CancelRequest"];
      };
    };
    responses: {
      /** @description Cancelled. The body is empty. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
    };
  };
  tokenizeCard: {
    parameters: {
      query: {
        /**
         * @description The id of the merchant.
         * @example 00000000-0000-4000-8000-000000000002
         */
        mid: string;
        /**
         * @description The tokenization key, from the portal under Developers, Tokenization.
         * @example tokenization-key-example
         */
        environment: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "payment_method": {
         *         "email": "ada@example.com",
         *         "credit_card": {
         *           "first_name": "Ada",
         *           "last_name": "Example",
         *           "number": "4111111111111111",
         *           "month": "12",
         *           "year": "2030"
         *         }
         *       }
         *     }
         */
        "application/json": components["schemas"]["TokenizeRequest"];
      };
    };
    responses: {
      /** @description A token for the card, or a failure with `success` false. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TokenizedCard"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
    };
  };
  createApiKey: {
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
         *       "mid": "00000000-0000-4000-8000-000000000002",
         *       "name": "My key",
         *       "type": "secret",
         *       "scopes": [
         *         "customers:read"
         *       ]
         *     }
         */
        "application/json": components["schemas"]["ApiKeyRequest"];
      };
    };
    responses: {
      /** @description The key, or a failure that `errors` tells. The vendor lists 201 among its codes, but not for which call. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApiKey"];
        };
      };
      400: components["responses"]["Malformed"];
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
    };
  };
  getApiKeys: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The id of a key, or of a merchant.
         * @example api-key-1
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The key, or the merchant's keys. The value of a secret key is left out. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApiKey"] | components["schemas"]["ApiKeyList"];
        };
      };
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
    };
  };
  deleteApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The id of the key.
         * @example api-key-1
         */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Revoked. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["AccessTokenRefused"];
      403: components["responses"]["NotAllowed"];
    };
  };
}
