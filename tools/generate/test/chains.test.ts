import { parseSpec } from "@freshkey-tools/spec";
import { describe, expect, test } from "vitest";
import { browserChainsFile, chainsFile } from "../src/chains.ts";
import { logIn, refresh, shop, shopText, signIn, type ChainParts } from "./shop.ts";

const account = "{ type: object, required: [user, password], properties: { user: { type: string }, password: { type: string }, ttl: { type: integer } } }";
const people = (extra: string): string => `{ operationId: findPeople, parameters: { shop: main }, outputs: { person: $response.body#/people/0/person-id }${extra} }`;
const withPeople = (extra: string): ChainParts => ({
  credentials: account,
  values: "{ person: {} }",
  schemes: "{ bearer: $tokens.access, account: { username: $credentials.user, password: $credentials.password } }",
  grants: [refresh, logIn, people(extra)],
});
const logInWith = (extra: string, body = "user: $credentials.user, password: $credentials.password"): ChainParts => ({
  credentials: account,
  grants: [refresh, `{ operationId: logIn, requestBody: { ${body} }, ${extra} }`],
});
const lives = (life: string): ChainParts => logInWith(`outputs: { access: { value: $response.body#/access_token, ${life} } }`);

/** Broken lists on one line again. */
const flat = (text: string): string =>
  text
    .replace(/([[{(])\n\s+/g, (_, open: string) => (open === "{" ? "{ " : open))
    .replace(/,\n\s*([}\]])/g, " $1")
    .replace(/,\n\s+/g, ", ");

const rows: [says: string, parts: ChainParts, ...expected: string[]][] = [
  ["method and path stand for the operation", {}, 'method: "POST", path: "/login"'],
  ["a spent token is a need", {}, 'path: "/refresh", needs: ["refresh"],'],
  ["credentials of the body are named", {}, 'path: "/login", credentials: ["user", "password"], refusedBy: { 401: "credentials" },'],
  [
    "a form body is wrapped in form()",
    {},
    'body: ({ tokens }): RequestBody<paths, "POST", "/refresh"> => form({ refresh_token: tokens.refresh }),',
    "import { defineTokenChain, form, type RequestBody, type TokenChain }",
  ],
  ["a JSON body is a plain object", {}, 'body: ({ credentials }): RequestBody<paths, "POST", "/login"> => ({ user: credentials.user, password: credentials.password }),'],
  [
    "constants stand inline, `$$` stands for `$`",
    logInWith("outputs: { access: $response.body#/access_token }", 'user: $$root, remember: 1, scopes: [a, "b"]'),
    '({ user: "$root", remember: 1, scopes: ["a", "b"] }),',
  ],
  ["an optional credential is optional in its interface", logInWith("outputs: { access: $response.body#/access_token }"), "readonly user: string;", "readonly ttl?: number | undefined;"],
  ["outputs follow pointers through what may be missing", withPeople(""), 'outputs: { person: ({ body }) => body.people?.[0]?.["person-id"] },'],
  ["a cookie is read by cookie()", logInWith("outputs: { access: $response.cookie.SHOPSID }"), 'access: ({ headers }) => cookie(headers, "SHOPSID")', "import { cookie, "],
  ["a header is read in lower case", logInWith("outputs: { access: $response.header.X-Token }"), 'access: ({ headers }) => headers.get("x-token")'],
  ["expiresIn is read as seconds", lives("expiresIn: $response.body#/expires_in"), "expiresIn: { access: ({ body }) => body.expires_in },"],
  [
    "expiresAt becomes seconds until then, beside the nominal life",
    lives("expiresAt: $response.body#/expires, unit: ms"),
    "expiresIn: { access: (answer) => secondsUntil(answer.body.expires, answer, 600) },",
    "secondsUntil, type RequestBody",
  ],
  ["expiresAt in seconds is multiplied", lives("expiresAt: $response.body#/expires, unit: s"), "secondsUntil(Number(answer.body.expires) * 1000, answer, 600)"],
  ["expiresAt as a date-time is handed on", lives("expiresAt: $response.body#/info/expiration, unit: date-time"), "secondsUntil(answer.body.info?.expiration, answer, 600)"],
  [
    "expiresAt of a token without nominal life names none",
    { ...lives("expiresAt: $response.body#/expires, unit: ms"), tokens: "{ access: {}, refresh: {} }" },
    "secondsUntil(answer.body.expires, answer) }",
  ],
  ["success is an equality", logInWith("outputs: { access: $response.body#/access_token }, success: { $response.body#/ok: true }"), "success: ({ body }) => body.ok === true,"],
  [
    "several successes must all hold",
    logInWith("outputs: { access: $response.body#/access_token }, success: { $response.body#/ok: true, $response.body#/info/expiration: x, $response.header.X-Ok: y }"),
    'success: ({ body, headers }) => body.ok === true && body.info?.expiration === "x" && headers.get("x-ok") === "y",',
  ],
  ["durations become seconds", { tokens: "{ access: { lifetime: PT1H30M5S }, refresh: { lifetime: P2W } }" }, "access: { lifetime: 5405 },", "refresh: { lifetime: 1209600 },"],
  ["`rotation: none` and `renew: ahead` are left out", { tokens: "{ access: { lifetime: PT1M, rotation: none, renew: ahead }, refresh: {} }" }, "access: { lifetime: 60 },", "refresh: {},"],
  ["rotation is strict", { tokens: "{ access: {}, refresh: { rotation: strict, renew: onRefusal } }" }, 'refresh: { rotation: "strict", renew: "onRefusal" },'],
  ["rotation has a grace in seconds", { tokens: "{ access: {}, refresh: { rotation: { grace: PT30S } } }" }, "refresh: { rotation: { grace: 30 } },"],
  ["a given token is taken from the credentials", { tokens: "{ access: { given: $credentials.user }, refresh: {} }" }, "access: { given: (credentials) => credentials.user },"],
  ["a value may be given, too", { values: "{ person: { given: $credentials.user } }" }, "values: { person: { given: (credentials) => credentials.user } },"],
  ["a bearer scheme is an authorization header", {}, 'schemes: { bearer: { token: "access", header: (value) => ["authorization", `Bearer ${value}`] } },'],
  ["an apiKey in a header has its name in lower case", { schemes: "{ key: $tokens.access }" }, 'schemes: { key: { token: "access", header: (value) => ["x-shop-key", value] } },'],
  ["an apiKey in a cookie is a cookie header", { schemes: "{ sid: $tokens.access }" }, 'schemes: { sid: { token: "access", header: (value) => ["cookie", `SHOPSID=${value}`] } },'],
  ["an apiKey may be a credential", { schemes: "{ bearer: $tokens.access, key: $credentials.user }" }, 'key: { credentials: ["user"], header: ({ user }) => ["x-shop-key", user] },'],
  ["Basic is filled from credentials", withPeople(""), 'account: { credentials: ["user", "password"], header: ({ user, password }) => basic(user, password) },', "import { basic, "],
  ["Basic is filled from a token", { schemes: "{ account: { username: token, password: $tokens.access } }" }, 'account: { token: "access", header: (value) => basic("token", value) }'],
  ["a grant carries the first security that the chain can fill, and what that takes", withPeople(""), 'path: "/people/{shop}", credentials: ["user", "password"], security: ["account"],'],
  [
    "a token in the grant's own security is a need",
    { schemes: "{ bearer: $tokens.access, account: { username: token, password: $tokens.refresh } }", values: "{ person: {} }", grants: [logIn, people("")] },
    'path: "/people/{shop}", needs: ["refresh"], security: ["account"],',
  ],
  [
    "parameters stand by place",
    {
      ...withPeople(""),
      grants: [logIn, "{ operationId: findPeople, parameters: { name: $credentials.user, shop: main, X-Trace: $tokens.access }, outputs: { person: $response.body#/people/0/person-id } }"],
    },
    'parameters: ({ credentials, tokens }) => ({ path: { shop: "main" }, query: { name: credentials.user }, header: { "X-Trace": tokens.access } }),',
    'needs: ["access"]',
  ],
  ["requires are names of credentials", withPeople(", requires: [$credentials.ttl]"), 'requires: ["ttl"]'],
  ["refusedBy names the input by status", withPeople(", refusedBy: { 401: credentials, 404: person }"), 'refusedBy: { 401: "credentials", 404: "person" }'],
  ["runsOn stands beside the path", withPeople(", runsOn: server"), 'path: "/people/{shop}", runsOn: "server",'],
  [
    "signing out carries the first security that the chain can fill",
    { values: "{ out: {} }", signOut: "{ operationId: logOut, reference: $values.out }" },
    'signOut: { run: endSession, method: "DELETE", path: "/sessions/{id}", security: ["bearer"], reference: "out" },',
  ],
  [
    "a grant on another host names its server",
    { grants: [logIn, "{ operationId: exportAll, outputs: { refresh: $response.header.X-Refresh } }"] },
    'method: "POST", path: "/export", server: 1, needs: ["access"], security: ["bearer"],',
  ],
  [
    "a grant that needs a person stands apart, with the page that the person is sent to",
    { grants: [refresh, signIn()] },
    'grants: [{ method: "POST", path: "/refresh", needs: ["refresh"],',
    'export const signIn: SignIn<paths, Credentials> = { page: { path: "/people/{shop}", parameters: ({ interaction }) => ({ path: { shop: "main" }, query: { name: interaction.state } }) },',
    'grant: { method: "POST", path: "/login", body: ({ credentials, interaction }): RequestBody<paths, "POST", "/login"> => ({ user: credentials.user, password: interaction.code }), outputs:',
    "import { defineTokenChain, form, type RequestBody, type SignIn, type TokenChain }",
  ],
  ["a chain may have nothing but a sign-in: a background renewal then has no grant", { grants: [signIn()] }, "grants: [],", "export const signIn: SignIn<paths, Credentials> ="],
  ["a chain without grants has an empty list", { grants: [], tokens: "{ access: { given: $credentials.user } }" }, "grants: [],"],
];

describe("what a spec says, written as a person would", () => {
  test.each(rows)("%s", (_, parts, ...expected) => {
    const text = chainsFile(shop(parts));
    for (const snippet of expected)
      expect(
        [text, flat(text)].some((each) => each.includes(snippet)),
        `${snippet}\n  in\n${text}`,
      ).toBe(true);
  });

  test("no line is longer than 140 characters", () => {
    const texts = rows.map(([, parts]) => chainsFile(shop(parts)));
    expect(texts.flatMap((text) => text.split("\n")).filter((line) => line.length > 140)).toEqual([]);
  });

  test("only what is called is imported", () => {
    expect(chainsFile(shop({ grants: [logIn] }))).toContain("import { defineTokenChain, type RequestBody, type TokenChain } from");
  });
});

describe("names of chains", () => {
  const names = (chains: Readonly<Record<string, ChainParts>>): string[] =>
    [...chainsFile(parseSpec("shop.openapi.yaml", shopText(chains))).matchAll(/^export const .*$|^export interface \w+|^ {2}name: .*$/gm)].map(([line]) => line);

  test("the default chain is `chain`, others carry their name", () => {
    expect(names({ default: {}, mint: {} })).toEqual([
      "export interface Credentials",
      "export const chain: TokenChain<Credentials> = defineTokenChain<paths, Credentials>()({",
      '  name: "shop",',
      "export interface MintCredentials",
      "export const mintChain: TokenChain<MintCredentials> = defineTokenChain<paths, MintCredentials>()({",
      '  name: "shop/mint",',
    ]);
  });

  test("a single chain's credentials are `Credentials`", () => {
    expect(names({ mint: {} })).toEqual(["export interface Credentials", "export const mintChain: TokenChain<Credentials> = defineTokenChain<paths, Credentials>()({", '  name: "shop/mint",']);
  });
});

describe("the credentials' interface", () => {
  const text = (credentials: string): string => chainsFile(shop({ credentials }));

  test("descriptions become comments, alternatives are told in words", () => {
    const written = text(
      "{ type: object, required: [user], properties: { user: { type: string, description: Who you are. }, password: { type: string }, pin: { type: string } }, anyOf: [{ required: [password] }, { required: [pin, user] }] }",
    );
    expect(written).toContain("/** Credentials of Shop. Also needed: `password` or `pin` and `user`. */\nexport interface Credentials {\n  /** Who you are. */\n  readonly user: string;\n");
  });

  test("an enum becomes a union", () => {
    expect(text("{ type: object, required: [], properties: { user: { enum: [a, b] }, password: { type: boolean } } }")).toContain('readonly user?: "a" | "b" | undefined;');
  });
});

describe("what a browser gets", () => {
  test("a document without server-only grants: the same chains", () => {
    expect(browserChainsFile(shop())).toBe('export * from "./chains.ts";\n');
  });

  test("a grant with runsOn: server is left out, and what it alone yields is named", () => {
    const text = browserChainsFile(shop(withPeople(", runsOn: server")));
    expect(text).not.toContain("/people/{shop}");
    expect(text).toContain('path: "/refresh"');
    expect(text).toContain('serverOnly: ["person"],');
    expect(text).toContain('import type { Credentials } from "./chains.ts";');
    expect(text).not.toContain("interface Credentials");
  });

  test("nothing is named when every grant may run there", () => {
    expect(chainsFile(shop(withPeople(", runsOn: server")))).not.toContain("serverOnly");
  });
});
