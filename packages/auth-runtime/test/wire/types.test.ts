import { expect, expectTypeOf, test } from "vitest";
import { form, type RequestBody, type TokenChain } from "../../src/chain/index.ts";
import {
  type authFetch,
  authMiddleware,
  createApiClient,
  createSession,
  defineTokenChain,
  memoryStore,
  staticSession,
  type AccessToken,
  type ApiClient,
  type AuthEvent,
  type CredentialsFunction,
  type Session,
  type SessionOptions,
  type TokenStore,
} from "../../src/index.ts";
import { chain, credentials, operations, servers, type Credentials, type paths, type Trip } from "./support/api.ts";

// The compiler is the test: `tsc` runs before vitest. Nothing in `never()` is run.
const never = (_: () => unknown): void => {};

test("a chain is what was written, checked by the compiler and touched by nobody", () => {
  const { name, servers: all, tokens, schemes, grants } = chain;
  const written = { name, servers: all, credentials: ["username", "password"], principal: ["username"], tokens, schemes, grants };
  expect(defineTokenChain<paths, Credentials>()(written as never)).toBe(written);
});

test("credentials are those of the chain: no more, no fewer, a value or a function", () => {
  expectTypeOf<SessionOptions<Credentials>["credentials"]>().toEqualTypeOf<Credentials | CredentialsFunction<Credentials>>();
  never(() => {
    createSession(chain, { credentials: async () => credentials });
    // @ts-expect-error no credentials
    createSession(chain, {});
    // @ts-expect-error no password
    createSession(chain, { credentials: { username: "ada" } });
    // @ts-expect-error misspelt
    createSession(chain, { credentials: { username: "ada", pasword: "x" } });
    // @ts-expect-error one too many
    createSession(chain, { credentials: { username: "ada", password: "x", realm: "y" } });
    // @ts-expect-error a function that yields something else
    createSession(chain, { credentials: async () => ({ username: "ada" }) });
  });
});

test("options of a session are checked, and may be undefined", () => {
  never(() => {
    createSession(chain, { credentials, store: undefined, server: undefined, fetch: undefined, onEvent: undefined, timeout: undefined, account: undefined, waitUntil: undefined, clock: undefined });
    createSession(chain, { credentials, server: { region: "au1" }, store: memoryStore(), onEvent: (event) => event.type satisfies AuthEvent["type"] });
    // @ts-expect-error ms are a number
    createSession(chain, { credentials, timeout: "10s" });
    // @ts-expect-error no such option
    createSession(chain, { credentials, retries: 3 });
    // @ts-expect-error no such part of a server
    createSession(chain, { credentials, server: { zone: "x" } });
    // @ts-expect-error half a store
    createSession(chain, { credentials, store: { load: async () => undefined } });
  });
  expectTypeOf(memoryStore()).toEqualTypeOf<TokenStore>();
});

test("a session hands out tokens; only reveal() and header() give the value", () => {
  expectTypeOf<ReturnType<typeof createSession>>().toEqualTypeOf<Session>();
  expectTypeOf<Session["getToken"]>().returns.resolves.toEqualTypeOf<AccessToken>();
  expectTypeOf<Session["current"]>().returns.toEqualTypeOf<AccessToken | undefined>();
  expectTypeOf<AccessToken["reveal"]>().returns.toEqualTypeOf<string>();
  expectTypeOf<keyof AccessToken>().toEqualTypeOf<"scheme" | "expiresAt" | "header" | "reveal">();
  expectTypeOf<keyof Session>().toEqualTypeOf<"origins" | "servers" | "schemes" | "current" | "getToken" | "reject" | "signOut">();
});

test("authFetch is a fetch, authMiddleware a middleware, a static session a session", () => {
  expectTypeOf<ReturnType<typeof authFetch>>().toEqualTypeOf<typeof fetch>();
  expectTypeOf<ReturnType<typeof staticSession>>().toEqualTypeOf<Session>();
  never(() => {
    createApiClient<paths>({ session: staticSession("x", { origins: [] }), operations, servers }).use(authMiddleware(createSession(chain, { credentials })));
    // @ts-expect-error where may it go?
    staticSession("x", {});
  });
});

test("a client knows its paths, parameters, bodies and answers", () => {
  expectTypeOf<ApiClient<paths>["session"]>().toEqualTypeOf<Session>();
  never(async () => {
    const client = createApiClient<paths>({ session: createSession(chain, { credentials }), operations, servers });
    const { data, error } = await client.GET("/trips/{trip}", { params: { path: { trip: 7 } } });
    expectTypeOf(data).toEqualTypeOf<Trip | undefined>();
    expectTypeOf(error).toEqualTypeOf<{ problem: string } | undefined>();
    // @ts-expect-error no such path
    client.GET("/tripz");
    // @ts-expect-error no such method there
    client.PUT("/trips", { body: { name: "x" } });
    // @ts-expect-error no trip
    client.GET("/trips/{trip}");
    // @ts-expect-error misspelt parameter
    client.GET("/trips/{trip}", { params: { path: { tripp: 7 } } });
    // @ts-expect-error wrong body
    client.POST("/trips", { body: { nam: "x" } });
    // @ts-expect-error no body
    client.POST("/trips");
  });
  never(() => {
    const session = createSession(chain, { credentials });
    // @ts-expect-error a client needs its operations
    createApiClient<paths>({ session, servers });
    // @ts-expect-error a client needs a session
    createApiClient<paths>({ operations, servers });
  });
});

const define = defineTokenChain<paths, Credentials>();
const base = {
  name: "typed",
  servers,
  credentials: ["username", "password"],
  principal: ["username"],
  tokens: { accessToken: {}, sessionToken: {} },
  schemes: { bearer: { token: "accessToken", header: (value: string): [string, string] => ["authorization", value] } },
} as const;

test("a chain that is right compiles to a TokenChain of its credentials", () => {
  const right = define({
    ...base,
    values: { trip: {} },
    grants: [
      {
        method: "POST",
        path: "/token/renewal",
        needs: ["sessionToken"],
        security: ["bearer"],
        refusedBy: { 401: "sessionToken" },
        body: ({ tokens }): RequestBody<paths, "POST", "/token/renewal"> => form({ session_token: tokens.sessionToken }),
        outputs: { accessToken: ({ body }) => body.access_token },
      },
      { method: "GET", path: "/trips/{trip}", parameters: ({ values }) => ({ path: { trip: values.trip } }), outputs: { trip: ({ body }) => body.name } },
    ],
  });
  expectTypeOf(right).toEqualTypeOf<TokenChain<Credentials>>();
  expect(right.grants).toHaveLength(2);
});

test("fifteen usual mistakes in a chain do not compile", () => {
  const outputs = {};
  never(() => [
    // @ts-expect-error 1: a path that the document has not
    define({ ...base, grants: [{ method: "POST", path: "/tokens", outputs }] }),
    // @ts-expect-error 2: a method that the path has not
    define({ ...base, grants: [{ method: "GET", path: "/token", outputs }] }),
    // @ts-expect-error 3: a body member that is misspelt
    define({ ...base, grants: [{ method: "POST", path: "/token", body: ({ credentials: { username, password } }) => ({ user: username, password }), outputs }] }),
    // @ts-expect-error 4: a body without a required member
    define({ ...base, grants: [{ method: "POST", path: "/token", body: ({ credentials: { username } }) => ({ username }), outputs }] }),
    // @ts-expect-error 5: an output that is no token of this chain
    define({ ...base, grants: [{ method: "POST", path: "/token", outputs: { acessToken: ({ body }) => body.access_token } }] }),
    // @ts-expect-error 6: a member that the answer has not
    define({ ...base, grants: [{ method: "POST", path: "/token", outputs: { accessToken: ({ body }) => body.token } }] }),
    // @ts-expect-error 7: a number for a token
    define({ ...base, grants: [{ method: "POST", path: "/token", outputs: { accessToken: ({ body }) => body.expires_in } }] }),
    // @ts-expect-error 8: a need that nothing yields
    define({ ...base, grants: [{ method: "POST", path: "/token", needs: ["refreshToken"], outputs }] }),
    // @ts-expect-error 9: a refusal of something unknown
    define({ ...base, grants: [{ method: "POST", path: "/token", refusedBy: { 401: "password" }, outputs }] }),
    // @ts-expect-error 10: a credential that is none
    define({ ...base, credentials: ["username", "passwort"], grants: [] }),
    // @ts-expect-error 11: a scheme filled from an unknown token
    define({ ...base, schemes: { bearer: { token: "token", header: (value: string): [string, string] => ["authorization", value] } }, grants: [] }),
    // @ts-expect-error 12: a grant signed by an unknown scheme
    define({ ...base, grants: [{ method: "POST", path: "/token", security: ["baerer"], outputs }] }),
    // @ts-expect-error 13: a path parameter that is misspelt
    define({ ...base, grants: [{ method: "GET", path: "/trips/{trip}", parameters: () => ({ path: { tripp: 1 } }), outputs }] }),
    // @ts-expect-error 14: a principal that is no credential
    define({ ...base, principal: ["user"], grants: [] }),
    // @ts-expect-error 15: an unknown rule of rotation
    define({ ...base, tokens: { accessToken: { rotation: "sometimes" }, sessionToken: {} }, grants: [] }),
  ]);
  expect(define({ ...base, grants: [] }).name).toBe("typed");
});
