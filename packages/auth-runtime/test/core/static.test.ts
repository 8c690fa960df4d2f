import { describe, expect, test } from "vitest";
import { staticSession } from "../../src/index.ts";
import { failure } from "../support/time.ts";

const origins = ["https://api.example.com"];

describe("A session around a token that one already has", () => {
  test("Hands it out as it is, as a bearer token unless one says otherwise", async () => {
    const session = staticSession("canary-static", { origins });
    expect(session.schemes).toEqual({ bearer: "authorization" });
    expect(session.servers).toEqual([]);
    const token = await session.getToken();
    expect(session.current()).toBe(token);
    expect([token.scheme, token.header(), token.reveal(), token.expiresAt]).toEqual(["bearer", ["authorization", "Bearer canary-static"], "canary-static", undefined]);
  });

  test("Carries it as one says: scheme and header", () => {
    const session = staticSession("canary-static", { origins, scheme: "key", header: (value) => ["x-key", `key=${value}`] });
    expect(session.schemes).toEqual({ key: "x-key" });
    expect([session.current()?.scheme, session.current()?.header(), session.current()?.reveal()]).toEqual(["key", ["x-key", "key=canary-static"], "canary-static"]);
  });

  test.each(["", " ", "\t\n"])("Takes no empty token: %j", (token) => {
    expect(() => staticSession(token, { origins })).toThrow(expect.objectContaining({ name: "AuthError", code: "missing_credentials", message: "The token is empty." }));
  });

  test("Keeps it when it is refused, and gives it no more when signed out", async () => {
    const session = staticSession("canary-static", { origins });
    const token = await session.getToken();
    await session.reject(token);
    expect(session.current()).toBe(token);
    await session.signOut();
    expect(session.current()).toBeUndefined();
    expect(await failure(session.getToken())).toMatchObject({ name: "ReauthenticationRequiredError", code: "signed_out", message: "This session was signed out." });
  });
});
