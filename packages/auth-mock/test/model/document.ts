/** One document with a chain for each way to rotate, as JSON: the least that the mock's language needs for them. */
export interface Kind {
  readonly name: string;
  readonly rotation: "none" | "strict" | { readonly grace: string };
  readonly refreshLife?: string;
}

export const kinds: readonly Kind[] = [
  { name: "plain", rotation: "none", refreshLife: "PT2H" },
  { name: "strict", rotation: "strict", refreshLife: "PT2H" },
  { name: "ageless", rotation: "strict" },
  { name: "grace", rotation: { grace: "PT30S" }, refreshLife: "PT2H" },
  // Dies within its own grace.
  { name: "brief", rotation: { grace: "PT30S" }, refreshLife: "PT40S" },
];

const text = { type: "string" };
const problem = (description: string): object => ({ description, content: { "application/json": { schema: { type: "object" }, example: { error: description } } } });
const closed = (...names: readonly string[]): object => ({
  required: true,
  content: { "application/json": { schema: { type: "object", required: names, properties: Object.fromEntries(names.map((name) => [name, text])), additionalProperties: false } } },
});
const tokens = {
  description: "Tokens.",
  content: {
    "application/json": {
      schema: { type: "object", required: ["access", "refresh", "lives"], properties: { access: text, refresh: text, lives: { type: "integer" } } },
      example: { access: "access-example-not-a-secret", refresh: "refresh-example-not-a-secret", lives: 600 },
    },
  },
};

function pathsOf({ name }: Kind): Record<string, object> {
  const guarded = (operationId: string, status: string): object => ({
    operationId: name + operationId,
    security: [{ [name]: [] }],
    responses: { [status]: { description: "Done." }, "401": problem("refused") },
  });
  return {
    [`/${name}/login`]: { post: { operationId: `${name}Login`, security: [], requestBody: closed("user", "secret"), responses: { "200": tokens, "401": problem("refused"), "429": problem("shut") } } },
    [`/${name}/refresh`]: { post: { operationId: `${name}Refresh`, security: [], requestBody: closed("refresh"), responses: { "200": tokens, "401": problem("refused") } } },
    [`/${name}/data`]: { get: guarded("Data", "204"), delete: guarded("SignOut", "200") },
  };
}

function chainOf({ name, rotation, refreshLife }: Kind): object {
  const outputs = { [`${name}Access`]: { value: "$response.body#/access", expiresIn: "$response.body#/lives" }, [`${name}Refresh`]: "$response.body#/refresh" };
  return {
    credentials: { type: "object", required: ["user", "secret"], properties: { user: text, secret: { type: "string", format: "password" } } },
    principal: ["user"],
    schemes: { [name]: `$tokens.${name}Access` },
    tokens: { [`${name}Access`]: { lifetime: "PT10M" }, [`${name}Refresh`]: { ...(refreshLife !== undefined && { lifetime: refreshLife }), rotation } },
    grants: [
      { operationId: `${name}Refresh`, requestBody: { refresh: `$tokens.${name}Refresh` }, outputs },
      { operationId: `${name}Login`, requestBody: { user: "$credentials.user", secret: "$credentials.secret" }, outputs },
    ],
    signOut: { operationId: `${name}SignOut` },
  };
}

export const rotationsDocument: object = {
  openapi: "3.1.0",
  jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
  info: { title: "Rotations", version: "0.1.0" },
  paths: Object.assign({}, ...kinds.map(pathsOf)) as object,
  components: {
    "x-token-chains": { version: 1, ...Object.fromEntries(kinds.map((kind) => [kind.name, chainOf(kind)])) },
    securitySchemes: Object.fromEntries(kinds.map(({ name }) => [name, { type: "http", scheme: "bearer" }])),
  },
};
