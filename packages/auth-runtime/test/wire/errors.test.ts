import { expect, test } from "vitest";
import { AuthError, isAuthError, ReauthenticationRequiredError, TokenEndpointError, type AuthErrorCode } from "../../src/index.ts";
import { open } from "./support/open.ts";
import { json } from "./support/stub.ts";

/** Every code in one switch without a default: a code that is added or taken away does not compile. */
function advice(code: AuthErrorCode): "fix the set-up" | "try again" | "ask the person" {
  switch (code) {
    case "account_changed":
    case "account_needed":
    case "body_used":
    case "foreign_origin":
    case "insecure_server":
    case "invalid_credentials":
    case "invalid_path":
    case "missing_credentials":
    case "opaque_redirect":
    case "redirected":
    case "unknown_scheme":
    case "unknown_server":
      return "fix the set-up";
    case "malformed_answer":
    case "network":
    case "rate_limited":
    case "store_failed":
    case "timeout":
    case "unexpected_status":
      return "try again";
    case "credentials_refused":
    case "sign_in_failed":
    case "signed_out":
    case "token_refused":
      return "ask the person";
  }
}

async function thrown(prepare: (opened: ReturnType<typeof open>) => unknown) {
  const opened = open();
  await prepare(opened);
  return opened.get("https://api.example.com/trips").catch((error: unknown) => error);
}
const endpoint = () => thrown(({ api }) => api.on("/token", () => json({}, { status: 503 })));
const person = () => thrown(({ session }) => session.signOut());
const plain = () =>
  open()
    .get("https://evil.example.net")
    .catch((error: unknown) => error);

test("every code is known to a switch, so that callers can be sure to miss none", () => {
  expect(advice("signed_out")).toBe("ask the person");
  // @ts-expect-error not a code
  expect(advice("no_such_code")).toBeUndefined();
});

test("the errors are one family: AuthError, and two kinds of it that carry more", async () => {
  const [failed, signedOut, foreign] = [await endpoint(), await person(), await plain()];
  expect([failed, signedOut, foreign].map((error) => [AuthError, ReauthenticationRequiredError, TokenEndpointError, Error].map((kind) => error instanceof kind))).toEqual([
    [true, false, true, true],
    [true, true, false, true],
    [true, false, false, true],
  ]);
  expect([failed, signedOut, foreign].map((error) => (error as Error).name)).toEqual(["TokenEndpointError", "ReauthenticationRequiredError", "AuthError"]);
  expect([failed, signedOut, foreign].map((error) => String(error).split(":")[0])).toEqual(["TokenEndpointError", "ReauthenticationRequiredError", "AuthError"]);
  expect(failed).toMatchObject({ code: "unexpected_status", endpoint: "POST /token", status: 503 });
  expect(signedOut).toMatchObject({ code: "signed_out" });
  expect(foreign).toMatchObject({ code: "foreign_origin" });
});

test("errors that end by themselves say when, in seconds", async () => {
  const limited = await thrown(({ api }) => api.on("/token", () => json({}, { status: 429, headers: { "retry-after": "17" } })));
  expect(limited).toMatchObject({ name: "TokenEndpointError", code: "rate_limited", status: 429, retryAfter: 17 });
  const refused = await thrown(({ api }) => api.on("/token", () => json({}, { status: 401 })));
  expect(refused).toMatchObject({ name: "ReauthenticationRequiredError", code: "credentials_refused", retryAfter: 60 });
});

test("isAuthError knows the errors of another copy of this package, where instanceof does not", async () => {
  const copy: typeof import("../../src/errors.ts") = await import("../../src/errors.ts?copy" as string);
  expect(copy.AuthError).not.toBe(AuthError);
  const error = await endpoint();
  expect([isAuthError(error), copy.isAuthError(error), error instanceof copy.AuthError]).toEqual([true, true, false]);
  const theirs = [new copy.AuthError("timeout", "x"), Object.create(copy.TokenEndpointError.prototype), Object.create(copy.ReauthenticationRequiredError.prototype)];
  expect(isAuthError(theirs[0])).toBe(true);
});

test("isAuthError takes nothing else for one", () => {
  for (const value of [
    undefined,
    null,
    0,
    "AuthError",
    {},
    new Error("x"),
    new TypeError("fetch failed"),
    Object.assign(new Error("x"), { code: "timeout" }),
    Object.assign(new Error("x"), { name: "AuthError" }),
    { name: "AuthError", code: "timeout", message: "x" },
    Object.assign(new Error("another library's"), { name: "AuthError", code: "otp_expired", status: 403 }),
    new DOMException("x", "AbortError"),
  ])
    expect(isAuthError(value)).toBe(false);
});

test("isAuthError narrows, so that code, endpoint and status can be read", async () => {
  const error: unknown = await endpoint();
  if (!isAuthError(error)) throw new Error("not one of ours");
  const code: AuthErrorCode = error.code;
  expect(code).toBe("unexpected_status");
  expect(error instanceof TokenEndpointError && [error.endpoint satisfies string, error.status satisfies number | undefined, error.retryAfter satisfies number | undefined]).toEqual([
    "POST /token",
    503,
    undefined,
  ]);
});

test("messages say what to do: a sentence, with the endpoint where there is one", async () => {
  const unreachable = await thrown(({ api }) => api.on("/token", () => new TypeError("fetch failed")));
  for (const error of [await endpoint(), await person(), await plain(), unreachable] as Error[]) {
    expect(error.message).toMatch(/\S\.$/);
    expect(error.message).not.toMatch(/ {2}/);
    expect(error.message.length).toBeGreaterThan(15);
  }
});
