import { describe, expect, test } from "vitest";
import type { Grant } from "../../src/chain/types.ts";
import { AuthError, TokenEndpointError } from "../../src/index.ts";
import { exchange, within, type Outcome } from "../../src/session/exchange.ts";
import { rotating } from "../support/chain.ts";
import { testClock } from "../support/clock.ts";
import { json } from "../support/stub.ts";
import { failure, throwing } from "../support/time.ts";

const [refresh, login] = rotating.grants as [Grant, Grant];
const won = { access_token: "canary-access", refresh_token: "canary-refresh" };

/** What becomes of one grant whose endpoint answers so. */
function run(respond: () => unknown, change: Partial<Grant> = {}, grant: Grant = login, purpose: readonly string[] = ["accessToken"]): Promise<Outcome> {
  const wire = { fetch: (async () => respond()) as unknown as typeof fetch, clock: testClock(), timeout: 5000 };
  return exchange(rotating, { ...grant, ...change }, purpose, ["https://api.example.com/password", { method: "POST" }], wire);
}
/** An answer whose body arrives in these pieces. */
const pieces = (...parts: readonly Uint8Array[]) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(part);
        controller.close();
      },
    }),
    { headers: { "content-type": "application/json" } },
  );
const named = (code: unknown, cause = true) => {
  throw Object.assign(new TypeError("canary"), cause ? { cause: { code } } : { code });
};

describe("What an error of a token endpoint says", () => {
  test.each<[name: string, respond: () => unknown, code: string, message: string, status?: number | undefined, change?: Partial<Grant>]>([
    ["a network failure with a code", () => named("ECONNRESET"), "network", "no connection (ECONNRESET).", undefined],
    ["a network failure with a code of its own", () => named("ETIMEDOUT", false), "network", "no connection (ETIMEDOUT).", undefined],
    ["one without a code", () => named(undefined), "network", "no connection.", undefined],
    ["one whose code begins as a code", () => named("ECONNRESET canary"), "network", "no connection.", undefined],
    ["one whose code ends as a code", () => named("canary ECONNRESET"), "network", "no connection.", undefined],
    ["nothing thrown at all", () => Promise.reject(), "network", "no connection.", undefined],
    ["null", () => Promise.reject(null), "network", "no connection.", undefined],
    ["64 KiB and one character", () => pieces(new Uint8Array(65_537)), "malformed_answer", "Answer beyond 64 KiB.", 200],
    ["429", () => new Response("", { status: 429, headers: { "retry-after": "7" } }), "rate_limited", "429, not before 7 s.", 429],
    ["a redirect", () => new Response("", { status: 302 }), "redirected", "answered 302, and tokens follow no redirect.", 302],
    ["a failure", () => new Response("", { status: 503 }), "unexpected_status", "answered 503.", 503],
    ["no success", () => json(won), "malformed_answer", "answered 200 but not success.", 200, { success: () => false }],
    ["a token of two lines", () => json({ ...won, access_token: "canary\n" }), "malformed_answer", "answered 200 with a accessToken that no header can carry.", 200],
    ["no token", () => json({}), "malformed_answer", "answered 200 without accessToken.", 200],
  ])("Of %s: what happened, at which endpoint", async (_, respond, code, message, status, change) => {
    const { error } = (await run(respond, change)) as { readonly error: unknown };
    expect(error).toBeInstanceOf(TokenEndpointError);
    expect(error).toMatchObject({ code, message: `POST /password: ${message}`, endpoint: "POST /password", status });
  });

  test("Of one that does not answer: for how long it was waited", async () => {
    const clock = testClock();
    const wire = { fetch: () => new Promise<never>(() => {}), clock, timeout: 5000 };
    const outcome = exchange(rotating, login, ["accessToken"], ["https://api.example.com/password", {}], wire);
    clock.advance(5000);
    expect(await outcome).toMatchObject({ error: { code: "timeout", message: "POST /password: No answer within 5000 ms." }, unsent: false });
    const late = within(wire, () => new Promise(() => {}));
    clock.advance(5000);
    expect(await failure(late)).toMatchObject({ name: "AuthError", code: "timeout", message: "No answer within 5000 ms." });
  });

  test("An AuthError of a fetch of the user's own keeps its code", async () => {
    const { error } = (await run(() => Promise.reject(new AuthError("foreign_origin", "Elsewhere.")))) as { readonly error: unknown };
    expect(error).toMatchObject({ name: "TokenEndpointError", code: "foreign_origin", message: "POST /password: Elsewhere." });
  });
});

describe("Which input an answer refuses", () => {
  const invalid = (status: number) => () => json({ error: "invalid_grant" }, { status });
  const plain = (status: number) => () => json({}, { status });
  const silent: Partial<Grant> = { refusedBy: undefined as never };

  test.each<[name: string, respond: () => Response, grant: Grant, change: Partial<Grant>, refused: string | undefined]>([
    ["401 to a refresh: its token", plain(401), refresh, silent, "refreshToken"],
    ["400 invalid_grant to a refresh: its token", invalid(400), refresh, silent, "refreshToken"],
    ["401 to a grant of a value and a token: the token", plain(401), refresh, { ...silent, needs: ["user", "refreshToken"] }, "refreshToken"],
    ["401 to a login: the credentials", plain(401), login, silent, "credentials"],
    ["401 to a grant that takes nothing: nothing", plain(401), login, { ...silent, credentials: undefined as never }, undefined],
    ["400 without invalid_grant: nothing", plain(400), refresh, silent, undefined],
    ["403 with invalid_grant: nothing", invalid(403), refresh, silent, undefined],
    ["200 with invalid_grant and a token: nothing", () => json({ ...won, error: "invalid_grant" }), refresh, silent, undefined],
    ["a status that the grant names: what it names", plain(404), refresh, { refusedBy: { 404: "user" } }, "user"],
  ])("%s", async (_, respond, grant, change, refused) => {
    expect((await run(respond, change, grant)).refused).toBe(refused);
  });
});

describe("The body of a token answer", () => {
  test("A character that is cut in two by the wire arrives whole", async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ ...won, name: "Zoë" }));
    const middle = bytes.indexOf(0xc3) + 1;
    let name: unknown;
    const outputs = { accessToken: ({ body }: { body: any }) => ((name = body.name), body.access_token) };
    expect(await run(() => pieces(bytes.slice(0, middle), bytes.slice(middle)), { outputs })).toMatchObject({ tokens: { accessToken: { value: "canary-access" } } });
    expect(name).toBe("Zoë");
  });

  test("64 KiB are read to the end", async () => {
    const text = JSON.stringify(won);
    expect(await run(() => pieces(new TextEncoder().encode(text + " ".repeat(65_536 - text.length))))).toMatchObject({ tokens: { accessToken: { value: "canary-access" } } });
  });

  test.each([null, true, 5, "canary", undefined])("A mapping function sees an object, also where the answer is %j", async (body) => {
    let seen: unknown;
    await run(() => json(body), { outputs: { accessToken: (answer) => (seen = answer.body) && undefined } });
    expect(seen).toBeTypeOf("object");
    expect(seen).not.toBeNull();
  });
});

describe("What counts as won", () => {
  const tokens = { accessToken: { value: "canary-access" } };

  test.each([200, 201, 299])("A token in an answer of %i", async (status) => expect(await run(() => json(won, { status }))).toMatchObject({ tokens }));

  test("One token of two that were asked for", async () => expect(await run(() => json(won), {}, login, ["user", "accessToken"])).toMatchObject({ tokens }));
});

describe("Whether a request was sent", () => {
  test.each([new RangeError("ECONNREFUSED"), undefined])("A mapping function that throws was given an answer, whatever it throws: %s", async (mine) => {
    expect(await run(() => json(won), { success: throwing(mine) })).toEqual({ error: mine, unsent: false });
  });
});
