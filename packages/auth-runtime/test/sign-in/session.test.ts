import { describe, expect, test } from "vitest";
import { ReauthenticationRequiredError, TokenEndpointError } from "../../src/index.ts";
import { describeSession } from "../../src/session/describe.ts";
import { credentialsOf, hasEnded, redeemCode, signInPage, signedIn } from "../../src/sign-in/index.ts";
import { door, failure, until } from "../support/time.ts";
import { json, networkError } from "../support/stub.ts";
import { chain, flow, interaction, openDesk, type Desk } from "./support/flow.ts";

const redeem = (desk: Desk) => redeemCode(desk.session, flow, interaction, "person");
const ticket = async ({ session }: Desk) => (await session.getToken()).reveal();

describe("The page that a person is sent to", () => {
  test("is on its own server, with the sign-in's parts in it as the document says", async () => {
    const { session, api } = openDesk({ credentials: { account: "a/c" } });
    expect(await signInPage(session, flow, interaction)).toBe("https://login.example.com/base/authorize/a%2Fc?challenge=a%26challenge&state=a+state");
    expect(api.seen).toEqual([]);
  });

  test("may have no parameters", async () => {
    const { session } = openDesk();
    expect(await signInPage(session, { ...flow, page: { path: "/authorize" } }, interaction)).toBe("https://api.example.com/authorize");
  });

  test("is made with the credentials that a function gives", async () => {
    const { session } = openDesk({ credentials: async () => ({ account: "fetched" }) });
    expect(await signInPage(session, flow, interaction)).toContain("/authorize/fetched?");
  });
});

test("The credentials are those of the session; a function is asked once", async () => {
  expect(await credentialsOf(openDesk().session)).toEqual({ account: "ac" });
  let asked = 0;
  const { session } = openDesk({ credentials: () => ({ account: `fetched ${(asked += 1)}` }) });
  expect([await credentialsOf(session), await credentialsOf(session)]).toEqual([{ account: "fetched 1" }, { account: "fetched 1" }]);
});

test("A session that createSession did not make is refused by each", async () => {
  const { session } = openDesk();
  const copy = { ...session };
  const message = "A sign-in needs a session that createSession of this copy of the package made.";
  for (const call of [
    () => signInPage(copy, flow, interaction),
    () => credentialsOf(copy),
    () => redeemCode(copy, flow, interaction, "person"),
    () => signedIn(copy, "person"),
    async () => hasEnded(copy),
  ]) {
    expect(await failure(call())).toEqual(new TypeError(message));
  }
});

describe("A code that a person brings back", () => {
  test("is exchanged in one request, which carries the sign-in's parts beside what the session knows; its tokens serve at once", async () => {
    const desk = openDesk();
    await redeem(desk);
    const [sent] = desk.api.seen;
    expect([sent?.method, sent?.url, JSON.parse(sent?.body ?? "")]).toEqual(["POST", "https://api.example.com/exchange", { account: "ac", code: "canary-code", verifier: "canary-verifier" }]);
    expect(desk.session.current()?.reveal()).toBe("canary-ticket-1");
    expect(desk.api.paths()).toEqual(["/exchange"]);
  });

  test("gives a session for every page on the store", async () => {
    const desk = openDesk();
    await redeem(desk);
    expect(await ticket(desk.again())).toBe("canary-ticket-1");
    expect(await desk.store.record()).toMatchObject({
      epoch: 0,
      tokens: { ticket: { value: "canary-ticket-1", generation: 1, expiresAt: desk.clock.wall + 3_600_000 }, renewal: { value: "canary-renewal-1", generation: 1 } },
      values: { person: "ada", place: "here" },
    });
    expect(desk.api.paths()).toEqual(["/exchange"]);
  });

  test("gives tokens that live as long as the answer says, from its sending on", async () => {
    const desk = openDesk();
    desk.api.on("/exchange", () => (desk.clock.advance(5_000), json({ ticket: "t", lives: 60 })));
    const start = desk.clock.wall;
    await redeem(desk);
    expect(desk.session.current()?.expiresAt).toBe(start + 60_000);
  });

  test("is told of, with what it gave and how long it took, and without a secret", async () => {
    const desk = openDesk();
    desk.api.on("/exchange", () => (desk.clock.advance(7), undefined));
    await redeem(desk);
    expect(desk.events).toEqual([{ type: "issued", tokens: ["ticket", "renewal"], grant: "POST /exchange", reason: "sign-in", duration: 7 }]);
  });

  test("renews like any other session afterwards", async () => {
    const desk = openDesk();
    await redeem(desk);
    desk.clock.advance(3_600_000);
    expect(await ticket(desk)).toBe("canary-ticket-2");
    expect(desk.api.paths()).toEqual(["/exchange", "/renew"]);
    expect(JSON.parse(desk.api.seen[1]?.body ?? "")).toEqual({ renewal: "canary-renewal-1" });
  });

  test("makes up for a renewal that failed: the pause after it is over, and nothing is wrong any more", async () => {
    const desk = openDesk();
    await redeem(desk);
    desk.clock.advance(3_600_000);
    desk.api.on("/renew", () => networkError("ECONNREFUSED"));
    for (const _ of [1, 2]) expect(await failure(desk.session.getToken())).toMatchObject({ code: "network" });
    expect([desk.api.count("/renew"), describeSession(desk.session)?.lastError]).toEqual([1, expect.stringContaining("ECONNREFUSED")]);
    await redeem(desk);
    expect(describeSession(desk.session)?.lastError).toBeUndefined();
    desk.api.on("/renew", () => undefined);
    expect(await ticket(desk)).toBe("canary-ticket-2");
    await desk.store.edit(({ tokens }) => ({ tokens: { ...tokens, ticket: { value: "", generation: 9 } } }));
    desk.clock.wall += 3_600_000;
    expect(await ticket(desk)).toBe("canary-ticket-3");
  });

  test("that is refused, as the flow says which answer means that, fails with that", async () => {
    const desk = openDesk();
    desk.api.on("/exchange", () => json({ error: "canary" }, { status: 403 }));
    const error = await failure(redeemCode(desk.session, { ...flow, grant: { ...flow.grant, refusedBy: { 403: "credentials" } } }, interaction, "person"));
    expect(error).toBeInstanceOf(TokenEndpointError);
    expect(error).toMatchObject({ code: "token_refused", status: 401, endpoint: "POST /exchange", message: "POST /exchange: refused the code." });
    expect([desk.store.written, desk.events, desk.api.paths()]).toEqual([[], [], ["/exchange"]]);
  });

  test.each([
    ["refused", 401, "unexpected_status", "POST /exchange: answered 401."],
    ["answered with an error", 500, "unexpected_status", "POST /exchange: answered 500."],
    ["no success", 400, "unexpected_status", "POST /exchange: answered 400."],
  ])("that is %s fails as the endpoint did, and nothing is written", async (_, status, code, message) => {
    const desk = openDesk();
    desk.api.on("/exchange", () => json({ error: "canary" }, { status }));
    const error = await failure(redeem(desk));
    expect(error).toBeInstanceOf(TokenEndpointError);
    expect(error).toMatchObject({ code, status, endpoint: "POST /exchange", message });
    expect([desk.store.written, desk.events, desk.api.paths()]).toEqual([[], [], ["/exchange"]]);
  });

  test("that gives no ticket fails, whatever else it gives", async () => {
    const desk = openDesk();
    desk.api.on("/exchange", () => json({ renewal: "canary", person: "ada" }));
    expect(await failure(redeem(desk))).toMatchObject({ code: "malformed_answer", message: "POST /exchange: answered 200 without ticket." });
    expect(desk.store.written).toEqual([]);
  });

  test("is not sent again when the network fails", async () => {
    const desk = openDesk();
    desk.api.on("/exchange", () => networkError("ECONNRESET"));
    expect(await failure(redeem(desk))).toMatchObject({ code: "network", message: "POST /exchange: no connection (ECONNRESET)." });
    expect(desk.api.paths()).toEqual(["/exchange"]);
  });

  test("is put on top of what is there: each generation is one higher, and what it did not give is not left over", async () => {
    const desk = openDesk();
    for (const _ of [1, 2]) await redeem(desk);
    desk.api.on("/exchange", () => json({ ticket: "only", person: "ada" }));
    await redeem(desk);
    expect(await desk.store.record()).toMatchObject({ tokens: { ticket: { value: "only", generation: 3 }, renewal: { value: "", generation: 3 } }, values: { person: "ada" } });
    expect((await desk.store.record())?.values).toEqual({ person: "ada" });
    desk.clock.advance(3_600_000);
    expect(await failure(desk.session.getToken())).toBeInstanceOf(ReauthenticationRequiredError);
    expect(desk.api.count("/renew")).toBe(0);
  });

  test("is not taken for older than what this session has seen, when the store has lost its record", async () => {
    const desk = openDesk();
    for (const _ of [1, 2, 3]) await redeem(desk);
    await desk.store.edit((record) => ({ tokens: { ticket: { value: "", generation: 1 } }, values: record.values }));
    await redeem(desk);
    expect(await desk.store.record()).toMatchObject({ tokens: { ticket: { value: "canary-ticket-4", generation: 4 }, renewal: { generation: 4 } } });
    expect(desk.session.current()?.reveal()).toBe("canary-ticket-4");
  });

  test("is put where another session has just written, on top of that", async () => {
    const desk = openDesk();
    const other = desk.again();
    await redeem(other);
    let lost = 0;
    desk.store.beforeSwap = async () => {
      if ((lost += 1) > 1) return;
      desk.store.beforeSwap = undefined;
      await desk.store.edit((record) => ({ tokens: { ...record.tokens, ticket: { value: "theirs", generation: 8 } } }));
    };
    await redeem(desk);
    expect(desk.api.count("/exchange")).toBe(2);
    expect(await desk.store.record()).toMatchObject({ tokens: { ticket: { value: "canary-ticket-2", generation: 9 }, renewal: { value: "canary-renewal-2", generation: 2 } } });
    expect(desk.session.current()?.reveal()).toBe("canary-ticket-2");
    expect(desk.events.map(({ type }) => type)).toEqual(["issued"]);
  });

  test("serves in memory while the store is down", async () => {
    const desk = openDesk();
    desk.store.afterLoad = desk.store.beforeSwap = () => {
      throw new Error("down");
    };
    const going = redeem(desk);
    await until(() => desk.api.seen.length > 0);
    await going;
    expect(desk.session.current()?.reveal()).toBe("canary-ticket-1");
    expect(await signedIn(desk.session, "place")).toBe("here");
  });
});

describe("A person whose sign-in could not be stored", () => {
  test.each([
    ["was signed in before, and renews afterwards", true, "afterLoad"],
    ["was signed in before, where the store can be read", true, "beforeSwap"],
    ["signs in afterwards", false, "afterLoad"],
  ] as const)("never goes on as somebody else who %s", async (_, isFirst, part) => {
    const desk = openDesk();
    const other = desk.again();
    if (isFirst) for (const __ of [1, 2]) await redeem(other);
    const fails = () => {
      throw new Error("down");
    };
    desk.store.beforeSwap = desk.store[part] = fails;
    desk.api.on("/exchange", () => json({ ticket: "grace-ticket", renewal: "grace-renewal", person: "grace" }));
    await redeem(desk);
    desk.store.afterLoad = desk.store.beforeSwap = undefined;
    desk.api.on("/exchange", () => undefined);
    if (!isFirst) for (const __ of [1, 2]) await redeem(other);
    expect([await ticket(desk), await signedIn(desk.session, "person"), await signedIn(other.session, "person")]).toEqual(["grace-ticket", "grace", "ada"]);
    desk.clock.advance(3_600_000);
    await ticket(other);
    expect(await signedIn(desk.session, "person")).toBeUndefined();
    expect(await failure(desk.session.getToken())).toBeInstanceOf(ReauthenticationRequiredError);
    expect(await ticket(other)).toMatch(/^canary-ticket/);
  });
});

describe("A token that was refused before", () => {
  const given = { ...chain, tokens: { ticket: { lifetime: 3600, given: (all: { readonly ticket?: string }) => all.ticket } } };
  test("is taken if it is what the sign-in gives", async () => {
    const desk = openDesk({ credentials: { account: "ac", ticket: "canary-given" } }, given);
    await desk.session.reject(await desk.session.getToken());
    expect(desk.session.current()).toBeUndefined();
    desk.api.on("/exchange", () => json({ ticket: "canary-given" }));
    await redeem(desk);
    expect(desk.session.current()?.reveal()).toBe("canary-given");
  });
});

describe("A person who signs in where somebody is", () => {
  test("and is the same goes on: other pages too", async () => {
    const desk = openDesk();
    await redeem(desk);
    const other = desk.again();
    await ticket(other);
    await redeem(desk);
    expect((await desk.store.record())?.epoch).toBe(0);
    other.clock.advance(3_600_000);
    expect(await ticket(other)).toBe("canary-ticket-3");
  });

  test.each([
    ["is another", json.bind(undefined, { ticket: "grace-ticket", person: "grace" })],
    ["is not named", json.bind(undefined, { ticket: "grace-ticket" })],
  ])("and %s ends the sessions of other pages, and not his own", async (_, answer) => {
    const desk = openDesk();
    await redeem(desk);
    const other = desk.again();
    await ticket(other);
    desk.api.on("/exchange", () => answer());
    await redeem(desk);
    expect((await desk.store.record())?.epoch).toBe(1);
    expect([await ticket(desk), hasEnded(desk.session)]).toEqual(["grace-ticket", false]);
    other.clock.advance(3_600_000);
    expect(await failure(other.session.getToken())).toMatchObject({ code: "signed_out" });
    expect(hasEnded(other.session)).toBe(true);
    expect(desk.api.count("/renew")).toBe(0);
  });

  test("after one who was not named counts as another", async () => {
    const desk = openDesk();
    desk.api.on("/exchange", (_, nth) => (nth === 1 ? json({ ticket: "t" }) : undefined));
    for (const _ of [1, 2]) await redeem(desk);
    expect((await desk.store.record())?.epoch).toBe(1);
  });

  test("counts as another even if only one of the tokens is left of the one before", async () => {
    for (const left of ["ticket", "renewal"]) {
      const desk = openDesk();
      await redeem(desk);
      await desk.store.edit(({ tokens }) => ({ tokens: { ...tokens, [left === "ticket" ? "renewal" : "ticket"]: { value: "", generation: 2 } }, values: { person: "grace" } }));
      await redeem(desk);
      expect((await desk.store.record())?.epoch).toBe(1);
    }
  });

  test("in two pages at once goes on in both, also where somebody else was before", async () => {
    const desk = openDesk();
    desk.api.on("/exchange", (_, nth) => (nth === 1 ? json({ ticket: "grace-ticket", person: "grace" }) : undefined));
    await redeem(desk.again());
    const gate = door();
    desk.api.on("/exchange", (_, nth) => (nth === 2 ? gate.promise.then(() => undefined) : undefined));
    const late = redeem(desk);
    await until(() => desk.api.count("/exchange") === 2);
    const other = desk.again();
    await redeem(other);
    gate.open();
    await late;
    expect([hasEnded(desk.session), hasEnded(other.session), (await desk.store.record())?.epoch]).toEqual([false, false, 1]);
    desk.clock.advance(3_600_000);
    expect(await ticket(other)).toBe(await ticket(desk));
    expect(desk.api.count("/renew")).toBe(1);
  });

  test("ends nobody's session where nobody has tokens left", async () => {
    const desk = openDesk();
    await redeem(desk);
    await desk.store.edit(() => ({ tokens: { ticket: { value: "", generation: 2 }, renewal: { value: "", generation: 2 } }, values: { person: "grace" } }));
    await redeem(desk);
    expect((await desk.store.record())?.epoch).toBe(0);
  });
});

describe("A session that ends while the code is on its way", () => {
  const signedOut = { name: "ReauthenticationRequiredError", code: "signed_out" };
  test("stays ended, and nothing is written", async () => {
    const desk = openDesk();
    const gate = door();
    desk.api.on("/exchange", () => gate.promise.then(() => undefined));
    const late = failure(redeem(desk));
    await until(() => desk.api.seen.length > 0);
    await desk.session.signOut();
    const written = desk.store.written.length;
    gate.open();
    expect(await late).toMatchObject(signedOut);
    expect([desk.store.written.length, hasEnded(desk.session), desk.session.current()]).toEqual([written, true, undefined]);
    expect(desk.events.map(({ type }) => type)).toEqual(["signed_out"]);
  });

  test("elsewhere has ended here", async () => {
    const desk = openDesk();
    const gate = door();
    desk.api.on("/exchange", () => gate.promise.then(() => undefined));
    const late = failure(redeem(desk));
    await until(() => desk.api.seen.length > 0);
    await desk.again().session.signOut();
    gate.open();
    expect(await late).toMatchObject(signedOut);
    expect(hasEnded(desk.session)).toBe(true);
    expect(await failure(desk.session.getToken())).toMatchObject(signedOut);
  });

  test("between its last look and its writing stays ended, too", async () => {
    const desk = openDesk();
    desk.store.beforeSwap = async () => {
      desk.store.beforeSwap = undefined;
      await desk.again().session.signOut();
    };
    expect(await failure(redeem(desk))).toMatchObject(signedOut);
    expect((await desk.store.record())?.tokens).toEqual({});
  });

  test("before it was begun does not count: a sign-in begins anew", async () => {
    const desk = openDesk();
    await desk.again().session.signOut();
    await redeem(desk);
    expect(await ticket(desk)).toBe("canary-ticket-1");
    expect((await desk.store.record())?.epoch).toBe(1);
  });
});

describe("Who is signed in", () => {
  test("is nobody before a sign-in, and then whom it learned", async () => {
    const desk = openDesk();
    expect(await signedIn(desk.session, "person")).toBeUndefined();
    await redeem(desk);
    expect([await signedIn(desk.session, "person"), await signedIn(desk.session, "place"), await signedIn(desk.session, "unknown")]).toEqual(["ada", "here", ""]);
    expect(await signedIn(desk.again().session, "person")).toBe("ada");
    expect(desk.api.paths()).toEqual(["/exchange"]);
  });

  test("is somebody as long as one token lives, also one that only the server knows the end of", async () => {
    const desk = openDesk();
    await redeem(desk);
    const { expiresAt = 0 } = desk.session.current() ?? {};
    await desk.store.edit(({ tokens }) => ({ tokens: { ticket: tokens["ticket"] as never } }));
    desk.clock.wall = expiresAt - 1;
    expect(await signedIn(desk.session, "person")).toBe("ada");
    desk.clock.wall = expiresAt;
    expect(await signedIn(desk.session, "person")).toBeUndefined();
    await desk.store.edit(({ tokens }) => ({ tokens: { ...tokens, renewal: { value: "canary", generation: 9 } } }));
    expect(await signedIn(desk.session, "person")).toBe("ada");
    await desk.store.edit(({ tokens }) => ({ tokens: { ...tokens, renewal: { value: "", generation: 10 } } }));
    expect(await signedIn(desk.session, "person")).toBeUndefined();
  });

  test("is nobody after a sign-out, here or elsewhere", async () => {
    const [here, there] = [openDesk(), openDesk()];
    // Not the first sign-out of this account.
    await there.again().session.signOut();
    for (const desk of [here, there]) {
      await redeem(desk);
      await ticket(desk);
    }
    await here.session.signOut();
    expect([await signedIn(here.session, "person"), hasEnded(here.session)]).toEqual([undefined, true]);
    await there.again().session.signOut();
    // Somebody is there again: not for a session of before, which ends.
    await redeem(there.again());
    expect([await signedIn(there.session, "person"), await signedIn(there.again().session, "person")]).toEqual([undefined, "ada"]);
    expect([hasEnded(there.session), there.events.at(-1)]).toEqual([true, expect.objectContaining({ type: "signed_out", reason: "elsewhere" })]);
  });

  test("is whom this session knows while the store is down, and nobody when its own tokens are dead", async () => {
    const desk = openDesk();
    await redeem(desk);
    const stranger = desk.again();
    desk.store.afterLoad = () => {
      throw new Error("down");
    };
    expect([await signedIn(desk.session, "person"), await signedIn(stranger.session, "person")]).toEqual(["ada", undefined]);
  });

  test("is not somebody of the memory when the store says that nobody is", async () => {
    const desk = openDesk();
    await redeem(desk);
    expect(desk.session.current()).toBeDefined();
    await desk.store.edit(() => ({ tokens: {} }));
    expect(await signedIn(desk.session, "person")).toBeUndefined();
  });

  test("is told from what this session learned, where the record has lost it", async () => {
    const desk = openDesk();
    await redeem(desk);
    await desk.store.edit(() => ({ values: {} }));
    expect([await signedIn(desk.session, "person"), await signedIn(desk.again().session, "person")]).toEqual(["ada", ""]);
  });
});

test("Whether a session has ended is known without asking anybody", async () => {
  const desk = openDesk();
  expect(hasEnded(desk.session)).toBe(false);
  expect(desk.store.loads).toBe(0);
  await desk.session.signOut();
  expect(hasEnded(desk.session)).toBe(true);
});
