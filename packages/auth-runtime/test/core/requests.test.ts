import { describe, expect, test } from "vitest";
import { form } from "../../src/chain/index.ts";
import type { Grant } from "../../src/chain/types.ts";
import { createSession, type TokenChain } from "../../src/index.ts";
import { requestOf } from "../../src/session/request.ts";
import { states, type State } from "../../src/session/state.ts";
import { rotating } from "../support/chain.ts";
import { testClock } from "../support/clock.ts";

const chain: TokenChain<any> = {
  ...rotating,
  servers: [{ production: "https://api.example.com/v1" }, { production: "https://login.example.com" }],
  values: { user: { given: () => "u7" }, unknown: {} },
  schemes: { ...rotating.schemes, account: { credentials: ["username"], header: ({ username }: any) => ["x-account", username] } },
};
const credentials = { username: "ada", password: "canary-password" };

/** The request of one grant. */
function request(call: Partial<Grant>, path?: string) {
  const state = states.get(createSession(chain, { credentials, clock: testClock() })) as State;
  state.adopt({ schema: 1, writer: "w", epoch: 0, values: {}, tokens: { accessToken: { value: "canary-a", generation: 1 }, refreshToken: { value: "canary-r", generation: 1 } } });
  const [url, { headers, ...init }] = requestOf(state, { method: "POST", path: "/token", outputs: {}, ...call }, path);
  return { url, headers: Object.fromEntries(headers as Headers), ...init };
}

describe("The request of a grant", () => {
  test("A grant that sends nothing has no body, no content type and no question mark", () => {
    expect(request({ method: "GET" })).toEqual({ url: "https://api.example.com/v1/token", method: "GET", headers: { accept: "application/json" } });
  });

  test("A plain object goes out as JSON, the result of form() as a form", () => {
    const headers = { accept: "application/json" };
    expect(request({ body: () => ({ a: 1 }) })).toMatchObject({ method: "POST", body: '{"a":1}', headers: { ...headers, "content-type": "application/json" } });
    expect(request({ body: () => form({ a: "b c" }) })).toMatchObject({ body: "a=b+c", headers: { ...headers, "content-type": "application/x-www-form-urlencoded" } });
  });

  test("It is built from credentials, held tokens and learned or given values", () => {
    const inputs = request({ body: (all) => all }).body as string;
    expect(JSON.parse(inputs)).toEqual({ credentials, tokens: { accessToken: "canary-a", refreshToken: "canary-r" }, values: { user: "u7" } });
  });

  test("Parameters fill their places; those without a value are left out, and false, 0 and nothing but a text are values", () => {
    const parameters = () => ({
      path: { user: "a/b" },
      query: { none: undefined, no: null, off: false, zero: 0, empty: "", "a b": "c&d" },
      header: { "x-none": undefined, "x-no": null, "x-zero": 0 },
    });
    expect(request({ path: "/users/{user}/token", parameters })).toMatchObject({
      url: "https://api.example.com/v1/users/a%2Fb/token?off=false&zero=0&empty=&a+b=c%26d",
      headers: { accept: "application/json", "x-zero": "0" },
    });
  });

  test("A header parameter that no header can carry is refused by its name", () => {
    expect(() => request({ parameters: () => ({ header: { "x-user": "canary\r\nx: y" } }) })).toThrow(
      expect.objectContaining({ code: "invalid_credentials", message: "x-user has characters that no header can carry." }),
    );
  });

  test("It carries all its schemes, from tokens and from credentials", () => {
    expect(request({ security: ["bearer", "account"] }).headers).toEqual({ accept: "application/json", authorization: "Bearer canary-a", "x-account": "ada" });
  });

  test("It goes to its own server, under a path that the server gave where there is one", () => {
    expect(request({ server: 1 }).url).toBe("https://login.example.com/token");
    expect(request({ server: 1, path: "/users/{user}" }, "/users/7").url).toBe("https://login.example.com/users/7");
  });
});
