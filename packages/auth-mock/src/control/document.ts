const json = (schema: object): object => ({ "application/json": { schema } });
const object = (properties: Readonly<Record<string, object>>, required: readonly string[] = Object.keys(properties)): object => ({ type: "object", properties, required });
const text = (description: string): object => ({ type: "string", description });
const moment = { type: "integer", description: "ms since the epoch, by the mock's clock." };
const answer = (description: string, schema: object): object => ({ description, content: json(schema) });
const asked = (schema: object): object => ({ required: true, content: json(schema) });
const refused = (description: string): object => ({ description, content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } });
const done = { "204": { description: "Done." } };
const mistaken = { "400": refused("Something in the request is wrong; `detail` says what to write.") };
const everywhere = { "403": refused("The call came from a page of another origin."), "421": refused("The Host header is neither loopback nor allowed.") };
const secrets = { name: "secrets", in: "query", description: "`show` shows tokens and passwords, which are hidden otherwise.", schema: { type: "string", enum: ["show"] } };

/** The control API's own document. It is what the API reads its bodies by, too. */
export const controlDocument: { readonly openapi: string; readonly paths: Readonly<Record<string, object>>; readonly [part: string]: unknown } = {
  openapi: "3.1.0",
  jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
  info: { title: "Control of auth-mock", version: "1.0.0", description: "Steers a running mock over HTTP. For tests on this machine only." },
  servers: [{ url: "/" }],
  security: [],
  paths: {
    "/_mock/ready": {
      get: {
        operationId: "getReady",
        summary: "Says that the mock is ready",
        responses: { "200": answer("It is.", object({ ready: { const: true }, specs: { type: "array", items: text("File name of a document.") }, now: moment })), ...everywhere },
      },
    },
    "/_mock/openapi.yaml": {
      get: {
        operationId: "getDocument",
        summary: "This document",
        responses: { "200": { description: "OpenAPI 3.1.", content: { "application/yaml": { schema: { type: "string" } } } }, ...everywhere },
      },
    },
    "/_mock/journal": {
      get: {
        operationId: "getJournal",
        summary: "The last requests and answers, oldest first",
        parameters: [
          secrets,
          { name: "operationId", in: "query", description: "Only calls of this operation.", schema: { type: "string" } },
          { name: "limit", in: "query", description: "The newest so many.", schema: { type: "integer", minimum: 1, maximum: 1000, default: 100 } },
        ],
        responses: {
          "200": answer("What went over the wire. Long bodies are cut.", object({ exchanges: { type: "array", items: { $ref: "#/components/schemas/Exchange" } } })),
          ...mistaken,
          ...everywhere,
        },
      },
      delete: { operationId: "forgetJournal", summary: "Empties the journal", responses: { ...done, ...everywhere } },
    },
    "/_mock/tokens": {
      get: {
        operationId: "getTokens",
        summary: "Every token given out, oldest first",
        parameters: [secrets, { name: "name", in: "query", description: "Only tokens of this name.", schema: { type: "string" } }],
        responses: { "200": answer("All of them, dead ones too.", object({ tokens: { type: "array", items: { $ref: "#/components/schemas/Token" } } })), ...everywhere },
      },
    },
    "/_mock/advance": {
      post: {
        operationId: "advance",
        summary: "Moves the mock's clock on",
        requestBody: asked(object({ duration: { type: "string", description: "ISO 8601, weeks to seconds.", examples: ["PT10M"] } })),
        responses: { "200": answer("The clock has moved.", object({ now: moment })), ...mistaken, ...everywhere },
      },
    },
    "/_mock/revoke": {
      post: {
        operationId: "revoke",
        summary: "Refuses a token, or all tokens of a name, from now on",
        requestBody: asked({ ...object({ token: text("The token itself."), name: text("The tokens' name in the chain.") }, []), minProperties: 1, maxProperties: 1 }),
        responses: {
          "200": answer("They are refused now.", object({ revoked: { type: "integer", description: "How many were not revoked before." } })),
          ...mistaken,
          "404": refused("No such token was given out."),
          ...everywhere,
        },
      },
    },
    "/_mock/respond-once": {
      post: {
        operationId: "respondOnce",
        summary: "Plans exactly what the next call of an operation gets; several wait in line",
        requestBody: asked(
          object(
            {
              operationId: text("The operation."),
              status: { type: "integer", minimum: 200, maximum: 599 },
              headers: { type: "object", description: "A list sends its header several times.", additionalProperties: { type: ["string", "array"], items: { type: "string" } } },
              body: { description: "Text goes out as it is, anything else as JSON." },
            },
            ["operationId", "status"],
          ),
        ),
        responses: { ...done, ...mistaken, "404": refused("No document has this operation."), ...everywhere },
      },
    },
  },
  components: {
    schemas: {
      Problem: object({ type: { type: "string" }, title: { type: "string" }, status: { type: "integer" }, detail: text("What to do.") }),
      Token: object({ name: { type: "string" }, value: text("Its random part is hidden, unless asked for."), state: { enum: ["live", "spent", "expired", "revoked"] }, expiresAt: moment }, [
        "name",
        "value",
        "state",
      ]),
      Exchange: object(
        {
          operationId: text("Absent when the request matched no operation."),
          method: { type: "string" },
          path: { type: "string" },
          query: text("Without the question mark."),
          status: { type: "integer", description: "0 when a fault left the request unanswered." },
          at: moment,
          request: object({ headers: { type: "object", additionalProperties: { type: "string" } }, body: { type: "string" } }),
          response: object({ headers: { type: "array", items: { type: "array", items: { type: "string" }, minItems: 2, maxItems: 2 } }, body: { type: "string" } }),
          faults: { type: "array", items: { type: "string" }, description: "The kinds of the faults that touched it." },
          violations: { type: "array", items: object({ side: { enum: ["request", "response"] }, location: { type: "string" }, message: { type: "string" } }) },
        },
        ["method", "path", "query", "status", "at", "request", "response", "violations"],
      ),
    },
  },
};
