import { readFileSync } from "node:fs";
import { parseSpec, type Spec } from "@freshkey-tools/spec";

const text = readFileSync(new URL("fixtures/shop.openapi.yaml", import.meta.url), "utf8");

/** The parts of a chain, as YAML of one line each. */
export interface ChainParts {
  readonly credentials?: string;
  readonly principal?: string;
  readonly schemes?: string;
  readonly tokens?: string;
  readonly values?: string;
  readonly grants?: readonly string[];
  readonly signOut?: string;
}

export const refresh = "{ operationId: refresh, requestBody: { refresh_token: $tokens.refresh }, outputs: { access: $response.body#/access_token, refresh: $response.body#/refresh_token } }";
export const logIn =
  "{ operationId: logIn, requestBody: { user: $credentials.user, password: $credentials.password }, outputs: { access: $response.body#/access_token, refresh: $response.body#/refresh_token }, refusedBy: { 401: credentials } }";

/** A grant that needs a person. `findPeople` is the only GET of the shop, so its page is that. */
export const signIn = (page: string = "shop: main, name: $interaction.state", body: string = "user: $credentials.user, password: $interaction.code"): string =>
  `{ operationId: logIn, interactive: { operationId: findPeople, parameters: { ${page} } }, requestBody: { ${body} }, outputs: { access: $response.body#/access_token } }`;

const usual: ChainParts = {
  credentials: "{ type: object, required: [user, password], properties: { user: { type: string }, password: { type: string, format: password } } }",
  principal: "[user]",
  schemes: "{ bearer: $tokens.access }",
  tokens: "{ access: { lifetime: PT10M }, refresh: { lifetime: P1D, renew: onRefusal } }",
  grants: [refresh, logIn],
};

const list = (items: readonly string[]): string => (items.length > 0 ? items.map((item) => `\n        - ${item}`).join("") : "[]");

/** The shop's document with chains, each the usual one but for the parts given. */
export function shopText(chains: Readonly<Record<string, ChainParts>> = { default: {} }): string {
  const lines = Object.entries(chains).flatMap(([name, parts]) => [
    `    ${name}:`,
    ...Object.entries({ ...usual, ...parts }).map(([part, value]) => `      ${part}: ${typeof value === "string" ? value : list(value)}`),
  ]);
  return `${text}${lines.join("\n")}\n`;
}

export function shop(parts: ChainParts = {}): Spec {
  return parseSpec("shop.openapi.yaml", shopText({ default: parts }));
}
