import { afterEach, describe, expect, test, vi } from "vitest";
import { SignInError, addressOf, chosenOf, isAt, takeCallback, targetsOf, type SignInRefusal } from "../../src/sign-in/index.ts";

const home = "https://app.example.com/callback";
const refusal = (work: () => unknown): SignInError => {
  try {
    work();
  } catch (error) {
    if (error instanceof SignInError) return error;
    throw error;
  }
  throw new Error("it was not refused");
};
const refused = (work: () => unknown, reason: SignInRefusal, message: string) => expect(refusal(work)).toMatchObject({ name: "SignInError", code: "sign_in_failed", reason, message });
const unsound = "A redirect target is an absolute https URL (http on this machine) without user name, fragment, code or state.";

/** A page whose address bar can be seen. */
function page(state: unknown = null): { readonly shown: string[]; readonly rest: unknown[] } {
  const [shown, rest]: [string[], unknown[]] = [[], []];
  vi.stubGlobal("history", { state, replaceState: (kept: unknown, title: string, url: URL) => (rest.push([kept, title]), shown.push(String(url))) });
  return { shown, rest };
}
afterEach(() => void vi.unstubAllGlobals());

describe("A redirect target", () => {
  test.each([
    home,
    "https://app.example.com/",
    "https://app.example.com:8443/a/b?tenant=7&tenant=8",
    "https://app.example.com/?codes=1&my_state=2",
    "http://localhost/",
    "http://localhost:8080/callback",
    "http://app.localhost:8080/callback",
    "http://a-b.c_d.localhost/",
    "http://127.0.0.1/",
    "http://127.10.200.3:1/",
    "http://[::1]:8080/",
  ])("may be https, or http on this machine: %s", (text) => expect(targetsOf([text])).toEqual([text]));

  test.each([
    ["nothing", " "],
    ["a path", "/callback"],
    ["no URL", "https://"],
    ["plain http", "http://app.example.com/"],
    ["plain http with localhost in its path", "http://app.example.com/http://localhost/"],
    ["a host that ends like localhost", "http://notlocalhost/"],
    ["a host that begins like localhost", "http://localhost.example.com/"],
    ["a host that begins like this machine's address", "http://127.0.0.1.example.com/"],
    ["an address beside this machine's", "http://128.0.0.1/"],
    ["an address with this machine's in it", "http://1127.0.0.1.example/"],
    ["another IPv6 address", "http://[::2]/"],
    ["javascript:", "javascript:alert(1)"],
    ["data:", "data:text/html,hi"],
    ["a custom scheme", "com.example.app:/callback"],
    ["another scheme with https in it", "ftp://https:@example.com/"],
    ["a user name", "https://ada@app.example.com/"],
    ["a password", "https://:canary@app.example.com/"],
    ["a fragment", "https://app.example.com/#part"],
    ["an empty fragment", "https://app.example.com/#"],
    ["a code", `${home}?code=1`],
    ["a state", `${home}?state=1`],
    ["an error", `${home}?error=1`],
    ["an error's text", `${home}?error_description=1`],
    ["an error's address", `${home}?error_uri=1`],
    ["an issuer", `${home}?iss=1`],
    ["an empty state behind others", `${home}?a=1&state`],
  ])("is refused if it is or has %s, first or later in the list, and as a wish", (_, text) => {
    for (const list of [[text], [home, text]]) refused(() => targetsOf(list), "redirect_refused", unsound);
    refused(() => chosenOf([home, text], text), "redirect_refused", unsound);
    expect(refusal(() => targetsOf([text])).message).not.toContain("canary");
  });

  test.each([[[]], [[""]]])("is needed: a list without one is refused (%j)", (list) =>
    refused(() => targetsOf(list), "redirect_refused", "Give redirectUrls: the pages that people may come back to."),
  );

  test("is compared as a URL is written: host in lower case, usual port left out, dots resolved", () => {
    expect(targetsOf(["https://APP.example.com:443/a/../callback"])).toEqual([home]);
    expect(chosenOf([home], "https://APP.example.com:443/a/../callback")).toBe(home);
  });

  test("is the first of the list if none is wished for", () => expect(chosenOf([home, "https://other.example.com/"])).toBe(home));

  test("may be any of the list", () => expect(chosenOf([home, "https://other.example.com/"], "https://other.example.com/")).toBe("https://other.example.com/"));

  test.each([`${home}/`, `${home}?a=1`, `${home}s`, "https://app.example.com/", "https://other.example.com/callback", "https://app.example.com:8443/callback"])(
    "that is none of the list, to the last character, is refused: %s",
    (wish) => refused(() => chosenOf([home], wish), "redirect_refused", "The redirect target is not in redirectUrls."),
  );
});

describe("The address that a person came back to", () => {
  test.each([`${home}?code=1`, new URL(`${home}?code=1`), { toString: () => `${home}?code=1` }])("is taken as text, URL or Location", (location) => {
    expect(addressOf(location).href).toBe(`${home}?code=1`);
  });

  test("is completed by the page's own, where there is one", () => {
    vi.stubGlobal("location", { href: "https://app.example.com/a/" });
    expect(addressOf("?code=1").href).toBe("https://app.example.com/a/?code=1");
  });

  test.each(["?code=canary", undefined, "", "https://"])("is refused if it is none (%s), without a word of it", (location) => {
    refused(() => addressOf(location), "malformed_redirect", "Give the whole address that the person came back to.");
  });
});

describe("An address is at a target", () => {
  const at = (address: string, target: string) => isAt(new URL(address), target);
  test("with what the vendor adds, in any order, and with a fragment", () => {
    expect([at(home, home), at(`${home}?code=1&state=2`, home), at(`${home}#part`, home)]).toEqual([true, true, true]);
    expect([at(`${home}?code=1&tenant=7&b=2`, `${home}?b=2&tenant=7`), at(`${home}?tenant=7`, `${home}?tenant=7`)]).toEqual([true, true]);
  });

  test.each([
    ["origin", "https://other.example.com/callback?tenant=7"],
    ["port", "https://app.example.com:8443/callback?tenant=7"],
    ["scheme", "http://app.example.com/callback?tenant=7"],
    ["path", "https://app.example.com/callback/?tenant=7"],
    ["value of its own member", `${home}?tenant=8`],
    ["set of members", home],
  ])("but not with another %s", (_, address) => expect(at(address, `${home}?tenant=7`)).toBe(false));

  test("but not with one of two members alone", () => expect([at(`${home}?a=1`, `${home}?a=1&b=2`), at(`${home}?b=2`, `${home}?a=1&b=2`)]).toEqual([false, false]));
});

describe("What a person brings back", () => {
  const take = (address: string, own?: readonly string[]) => takeCallback(new URL(address), [home, "https://app.example.com/other"], own);

  test("is read whole: state, code, issuer, and the vendor's own members", () => {
    page();
    expect(take(`${home}?state=s&code=c&iss=https%3A%2F%2Fi.example&a=1`, ["a", "b"])).toEqual({ state: "s", code: "c", error: null, issuer: "https://i.example", more: { a: "1", b: null } });
    expect(take(`${home}?state=s&error=access_denied&error_description=no`)).toEqual({ state: "s", code: null, error: "access_denied", issuer: null, more: {} });
  });

  test.each(["code=c", "state=s", "error=e", "code", "state=s&code=c"])("is something on a page of the list with any of it: %s", (search) => {
    const { shown } = page();
    expect(take(`${home}?${search}`)).toBeDefined();
    expect(take(`https://app.example.com/other?${search}`)).toBeDefined();
    expect(shown).toEqual([home, "https://app.example.com/other"]);
  });

  test.each(["", "?", "?a=1", "?iss=i", "?error_description=e", "#code=c&state=s"])("is nothing on a page without it, and the address stays as it is: %s", (search) => {
    const { shown } = page();
    expect(take(`${home}${search}`)).toBeUndefined();
    expect(shown).toEqual([]);
  });

  test.each(["?code=c", "?state=s", "?error=e", "?code=c&error=e", "?a=1", ""])("is nothing on another page that has words like it for other things: %s", (search) => {
    const { shown } = page();
    expect(take(`https://app.example.com/elsewhere${search}`)).toBeUndefined();
    expect(shown).toEqual([]);
  });

  test.each(["?state=s&code=c", "?state=s&error=e"])("is refused on another page, and its address is cleaned all the same: %s", (search) => {
    const { shown } = page();
    refused(() => take(`https://app.example.com/elsewhere${search}&a=1`), "redirect_refused", "A sign-in came back to a page that is not in redirectUrls.");
    expect(shown).toEqual(["https://app.example.com/elsewhere?a=1"]);
  });

  test("leaves the address bar at once: every member of it, the vendor's own too, and nothing else", () => {
    const { shown, rest } = page({ scroll: 7 });
    const address = new URL(`${home}?a=1&code=c&state=s&error=e&error_description=d&error_uri=u&iss=i&own=o&b=2#part`);
    takeCallback(address, [home], ["own"]);
    expect(shown).toEqual([`${home}?a=1&b=2#part`]);
    expect(rest).toEqual([[{ scroll: 7 }, ""]]);
    // The caller's URL is his.
    expect(address.searchParams.get("code")).toBe("c");
  });

  test("is not used if it cannot be taken out of the address bar", () => {
    vi.stubGlobal("history", {
      state: null,
      replaceState: () => {
        throw new DOMException("https://app.example.com/?code=canary", "SecurityError");
      },
    });
    refused(() => take(`${home}?code=canary&state=s`), "address_bar", "The code could not be taken out of the address bar, so it was not used.");
  });

  test("is read where there is no address bar", () => {
    vi.stubGlobal("history", undefined);
    expect(take(`${home}?code=c&state=s`)).toMatchObject({ state: "s", code: "c" });
  });

  test.each(["code", "state", "error", "error_description", "error_uri", "iss", "own"])("is refused with %s twice, after the address is cleaned", (name) => {
    const { shown } = page();
    refused(() => take(`${home}?code=c&state=s&${name}=1&${name}=1`, ["own"]), "malformed_redirect", "The redirect brings a member twice.");
    expect(shown).toEqual([home]);
  });

  test("may have members twice that are none of a sign-in's", () => {
    page();
    expect(take(`${home}?code=c&state=s&a=1&a=2`)).toMatchObject({ code: "c" });
  });
});
