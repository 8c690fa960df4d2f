import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { TokenStore } from "../../src/index.ts";
import { describeSession } from "../../src/session/describe.ts";
import { followSignOut, hasEnded, redeemCode } from "../../src/sign-in/index.ts";
import { door, failure, rest } from "../support/time.ts";
import { noUnhandledRejections } from "../support/unhandled.ts";
import { flow, interaction, openDesk, type Desk } from "./support/flow.ts";

noUnhandledRejections();

/** A page whose person is signed in, and how many watch its store. */
async function signedInPage(part: Partial<TokenStore> = {}): Promise<Desk & { readonly watching: () => number; readonly other: Desk }> {
  const watching = new Set<object>();
  const plain = openDesk();
  const store: TokenStore = {
    ...plain.store,
    watch: (key, callback) => {
      const one = {};
      watching.add(one);
      const end = plain.store.watch?.(key, callback);
      return () => {
        watching.delete(one);
        end?.();
      };
    },
    ...part,
  };
  const desk = plain.again({ store });
  await redeemCode(desk.session, flow, interaction, "person");
  return { ...desk, watching: () => watching.size, other: plain.again() };
}

const ended = { type: "signed_out", tokens: ["ticket", "renewal"], reason: "elsewhere" };

describe("A session that follows sign-outs", () => {
  test("ends with one elsewhere, as soon as the store tells: tokens in memory included, told of once, and watches no more", async () => {
    const page = await signedInPage();
    await followSignOut(page.session);
    expect([hasEnded(page.session), page.watching()]).toEqual([false, 1]);
    await page.other.session.signOut();
    await rest();
    expect([hasEnded(page.session), page.session.current(), page.watching()]).toEqual([true, undefined, 0]);
    expect(page.events.slice(1)).toEqual([ended]);
    expect(Object.values(describeSession(page.session)?.tokens ?? {}).map(({ state }) => state)).toEqual(["missing", "missing"]);
    expect(await failure(page.session.getToken())).toMatchObject({ code: "signed_out" });
  });

  test("looks at once: one that was signed out elsewhere before has ended", async () => {
    const page = await signedInPage();
    await page.other.session.signOut();
    await followSignOut(page.session);
    expect([hasEnded(page.session), page.watching(), page.events.slice(1)]).toEqual([true, 0, [ended]]);
  });

  test("looks whenever it is asked, where the store cannot tell", async () => {
    const page = await signedInPage({ watch: undefined as never });
    const look = await followSignOut(page.session);
    await page.other.session.signOut();
    await rest();
    expect(hasEnded(page.session)).toBe(false);
    await look();
    expect([hasEnded(page.session), page.events.slice(1)]).toEqual([true, [ended]]);
    await look();
    expect(page.events.slice(1)).toEqual([ended]);
  });

  test("looks whenever it is asked, where the browser lets nobody listen", async () => {
    const watch = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    const page = await signedInPage({ watch });
    const look = await followSignOut(page.session);
    expect(hasEnded(page.session)).toBe(false);
    await page.other.session.signOut();
    await look();
    expect(hasEnded(page.session)).toBe(true);
  });

  test.each([
    ["a renewal that a call needs", 3_600_000],
    ["a renewal ahead of time", 3_400_000],
  ])("is told once, also when %s sees it first", async (_, passed) => {
    const page = await signedInPage({ watch: undefined as never });
    const look = await followSignOut(page.session);
    await page.other.session.signOut();
    page.clock.advance(passed);
    page.session.current();
    if (passed === 3_600_000) expect(await failure(page.session.getToken())).toMatchObject({ code: "signed_out" });
    await rest();
    expect(hasEnded(page.session)).toBe(true);
    await look();
    expect(page.events.slice(1)).toEqual([expect.objectContaining(ended)]);
    expect(Object.values(describeSession(page.session)?.tokens ?? {}).map(({ state }) => state)).toEqual(["missing", "missing"]);
  });

  test("looks when the page becomes visible, for a tab that was frozen has heard nothing, and leaves no listener there afterwards", async () => {
    const page = Object.assign(new EventTarget(), { title: "a page" });
    const unheard = vi.spyOn(page, "removeEventListener");
    vi.stubGlobal("document", page);
    onTestFinished(() => void vi.unstubAllGlobals());
    const tab = await signedInPage({ watch: undefined as never });
    await followSignOut(tab.session);
    await tab.other.session.signOut();
    page.dispatchEvent(new Event("visibilitychange"));
    await rest();
    expect([hasEnded(tab.session), tab.events.slice(1)]).toEqual([true, [ended]]);
    expect(unheard).toHaveBeenCalledExactlyOnceWith("visibilitychange", expect.any(Function));
  });

  test("is followed once, however often that is asked for", async () => {
    const page = await signedInPage();
    const looks = await Promise.all([followSignOut(page.session), followSignOut(page.session)]);
    expect([new Set(looks).size, page.watching()]).toEqual([1, 1]);
    expect([await followSignOut(page.session), page.watching()]).toEqual([looks[0], 1]);
  });

  test("goes on over every other change", async () => {
    const page = await signedInPage();
    const look = await followSignOut(page.session);
    await page.store.edit(({ values }) => ({ values: { ...values, place: "there" } }));
    await redeemCode(page.other.session, flow, interaction, "person");
    await look();
    await rest();
    expect([hasEnded(page.session), page.watching(), page.events.length]).toEqual([false, 1, 1]);
  });

  test("goes on over a record of a newer release, which it does not understand", async () => {
    const page = await signedInPage();
    const look = await followSignOut(page.session);
    await page.store.edit(() => ({ schema: 2 as 1, epoch: 7 }));
    await look();
    expect([hasEnded(page.session), page.watching()]).toEqual([false, 1]);
  });

  test("goes on while the store is down, and ends once it is back and says so", async () => {
    const page = await signedInPage();
    const look = await followSignOut(page.session);
    page.store.afterLoad = () => {
      throw new Error("down");
    };
    await look();
    expect(hasEnded(page.session)).toBe(false);
    page.store.afterLoad = undefined;
    await page.other.session.signOut();
    await look();
    expect(hasEnded(page.session)).toBe(true);
  });

  test("that found the store down at its first look is not ended by a sign-out of before", async () => {
    const page = await signedInPage();
    await page.other.session.signOut();
    const later = page.other.again();
    page.store.afterLoad = () => {
      throw new Error("down");
    };
    const look = await followSignOut(later.session);
    page.store.afterLoad = undefined;
    await look();
    expect(hasEnded(later.session)).toBe(false);
    await later.again().session.signOut();
    await look();
    expect(hasEnded(later.session)).toBe(true);
  });

  test("knows from where it stands, also if it never asked for a token: what was signed out before is over", async () => {
    const page = await signedInPage();
    await page.other.session.signOut();
    const later = page.other.again();
    const look = await followSignOut(later.session);
    await look();
    expect(hasEnded(later.session)).toBe(false);
    await later.again().session.signOut();
    await rest();
    expect([hasEnded(later.session), later.events]).toEqual([true, [{ ...ended, tokens: [] }]]);
  });

  test("that is signed out itself tells of that alone, and watches and asks no more", async () => {
    const page = await signedInPage();
    const look = await followSignOut(page.session);
    await page.session.signOut();
    await rest();
    const { loads } = page.store;
    await look();
    expect(page.store.loads).toBe(loads);
    expect([page.watching(), page.events.slice(1).map(({ type, reason }) => [type, reason])]).toEqual([0, [["signed_out", undefined]]]);
  });

  test("that is signed out itself while it looks tells of that alone", async () => {
    const page = await signedInPage({ watch: undefined as never });
    const look = await followSignOut(page.session);
    await page.other.session.signOut();
    const gate = door();
    page.store.afterLoad = () => gate.promise;
    const looking = look();
    page.store.afterLoad = undefined;
    await page.session.signOut();
    gate.open();
    await looking;
    expect(page.events.slice(1).map(({ type, reason }) => [type, reason])).toEqual([["signed_out", undefined]]);
  });

  test("must be one that createSession made", async () => {
    expect(await failure(followSignOut({ ...openDesk().session }))).toBeInstanceOf(TypeError);
  });
});
