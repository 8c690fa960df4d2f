import { aim, kinds } from "./kinds.ts";
import { moment, object, schemas, text } from "./schemas.ts";

const json = (schema: object): object => ({ "application/json": { schema } });
const answer = (description: string, schema: object): object => ({ description, content: json(schema) });
const asked = (schema: object): object => ({ required: true, content: json(schema) });
const refused = (description: string): object => ({ description, content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } });
const done = { "204": { description: "Done." } };
const mistaken = { "400": refused("Something in the request is wrong; `detail` says what to write.") };
const everywhere = { "403": refused("The call came from a page of another origin."), "421": refused("The Host header is neither loopback nor allowed.") };
const secrets = { name: "secrets", in: "query", description: "`show` shows tokens and passwords, which are hidden otherwise.", schema: { type: "string", enum: ["show"] } };

const limit = (absent: number): object => ({ type: "integer", minimum: 1, maximum: 1000, default: absent });
const numbered = { name: "id", in: "path", required: true, description: "A whole number.", schema: { type: "integer" } };
const choices = Object.entries(kinds).map(([kind, { tells, members, required }]) => ({
  description: `${tells[0]?.toUpperCase()}${tells.slice(1)}.`,
  properties: { kind: { const: kind }, ...members },
  required,
}));
const faultSchema = {
  type: "object",
  required: ["kind"],
  properties: { kind: { enum: Object.keys(kinds) }, ...Object.fromEntries(Object.values(kinds).flatMap(({ members }) => Object.keys(members).map((name) => [name, {}]))), ...aim },
  oneOf: choices,
};

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
        responses: {
          "200": answer(
            "It is.",
            object({
              ready: { const: true },
              specs: { type: "array", items: text("File name of a document.") },
              operations: { type: "array", items: text("What faults and planned answers can be aimed at.") },
              now: moment,
            }),
          ),
          ...everywhere,
        },
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
          { name: "limit", in: "query", description: "The newest so many.", schema: limit(100) },
          { name: "brief", in: "query", description: "`yes` leaves out headers and bodies.", schema: { type: "string", enum: ["yes"] } },
        ],
        responses: {
          "200": answer("What went over the wire. Long bodies are cut.", object({ exchanges: { type: "array", items: { $ref: "#/components/schemas/Exchange" } } })),
          ...mistaken,
          ...everywhere,
        },
      },
      delete: { operationId: "forgetJournal", summary: "Empties the journal", responses: { ...done, ...everywhere } },
    },
    "/_mock/journal/{id}": {
      get: {
        operationId: "getExchange",
        summary: "One request and its answer, by its number",
        parameters: [numbered, secrets],
        responses: { "200": answer("As in the journal.", { $ref: "#/components/schemas/Exchange" }), "404": refused("The journal does not have it, or no longer."), ...everywhere },
      },
    },
    "/_mock/accounts": {
      get: {
        operationId: "getAccounts",
        summary: "Each account's token chain, the account with the newest token first",
        parameters: [
          secrets,
          { name: "limit", in: "query", description: "So many accounts.", schema: limit(100) },
          { name: "tokens", in: "query", description: "The newest so many of each.", schema: limit(50) },
        ],
        responses: {
          "200": answer(
            "Who was given what.",
            object({ now: moment, count: { type: "integer", description: "Of all accounts." }, accounts: { type: "array", items: { $ref: "#/components/schemas/Account" } } }),
          ),
          ...mistaken,
          ...everywhere,
        },
      },
    },
    "/_mock/events": {
      get: {
        operationId: "getEvents",
        summary: "What happens, as server-sent events, secrets hidden",
        description:
          "`hello` comes first; where it is not `resumed`, read everything anew. Then `exchange`, `token`, `accounts` (many tokens changed at once: read them anew), `clock`, `fault` and `cleared` (the journal). `clock` is also the sign of life. Who reads too slowly is cut off, and goes on with `Last-Event-ID`.",
        parameters: [{ name: "Last-Event-ID", in: "header", description: "Goes on after this event.", schema: { type: "string" } }],
        responses: { "200": { description: "Without end.", content: { "text/event-stream": { schema: { type: "string" } } } }, "503": refused("Too many listen already."), ...everywhere },
      },
    },
    "/_mock/": {
      get: {
        operationId: "getInspector",
        summary: "The inspector, a page for people",
        responses: { "200": { description: "HTML.", content: { "text/html; charset=utf-8": { schema: { type: "string" } } } }, "503": refused("The page is not built."), ...everywhere },
      },
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
        summary: "Refuses a token, all tokens of a name, or all, from now on",
        requestBody: asked({
          ...object(
            { token: text("The token itself."), id: { type: "integer", description: "As `/_mock/accounts` gives it." }, name: text("The tokens' name in the chain."), all: { const: true } },
            [],
          ),
          minProperties: 1,
          maxProperties: 1,
        }),
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
        responses: { ...done, ...mistaken, "404": refused("No document has this operation."), "409": refused("1,000 wait already."), ...everywhere },
      },
    },
    "/_mock/fault": {
      post: {
        operationId: "armFault",
        summary: "Lets something go wrong, with the next call or with those it is aimed at",
        requestBody: asked(faultSchema),
        responses: { "201": answer("Armed.", { $ref: "#/components/schemas/Fault" }), ...mistaken, "409": refused("1,000 are armed already."), ...everywhere },
      },
    },
    "/_mock/fault/{id}": {
      delete: { operationId: "removeFault", summary: "Ends a fault", parameters: [numbered], responses: { ...done, "404": refused("None of this id is armed, or no longer."), ...everywhere } },
    },
    "/_mock/faults": {
      get: {
        operationId: "getFaults",
        summary: "The faults that may still touch a call, oldest first",
        parameters: [secrets],
        responses: { "200": answer("Those of tests in the mock's own process too.", object({ faults: { type: "array", items: { $ref: "#/components/schemas/Fault" } } })), ...everywhere },
      },
      delete: { operationId: "removeFaults", summary: "Ends all faults", responses: { ...done, ...everywhere } },
    },
  },
  components: { schemas },
};
