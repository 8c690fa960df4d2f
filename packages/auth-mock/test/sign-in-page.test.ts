import { expect, test } from "vitest";
import { readCommandLine } from "../src/cli/options.ts";
import { start } from "./mock.ts";
import { codeBody, exchange, flex, makeSecrets, pageOf, visit } from "./sign-in.ts";

/** The address that a button leads to, as a browser without scripts makes it. */
function press(address: string, page: string, button: string): string {
  const unescape = (text: string): string => text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name = "", value = ""]) => [unescape(name), unescape(value)]);
  const [, name = "", value = ""] = [...page.matchAll(/<button[^>]* name="([^"]*)" value="([^"]*)">([^<]*)</g)].find(([, , , text]) => text === button) ?? [];
  return `${address.split("?")[0]}?${new URLSearchParams([...fields, [name, value]])}`;
}

test("with signIn: page a person sees a page in plain HTML, and its button sends them back with a code", async () => {
  const mock = await start(flex, { signIn: "page" });
  const secrets = { ...makeSecrets(), state: `state "with' <signs> & more` };
  const address = pageOf(mock, secrets);
  const { status, body, headers, back } = await visit(address);
  expect([status, back, headers.get("content-type"), headers.get("cache-control"), headers.get("referrer-policy")]).toEqual([200, undefined, "text/html; charset=utf-8", "no-store", "no-referrer"]);
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; frame-ancestors 'none'$/);
  expect(
    body
      .replace(/<style>.*<\/style>/s, "")
      .replaceAll(/<[^>]+>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim(),
  ).toBe(
    "Sign in to Twilio Flex (mock) Sign in to Twilio Flex A mock plays this sign-in. It asks for no password. ssoProfileSid JQ00000000000000000000000000000000 Then you go to https://app.example.com Sign in Cancel",
  );
  expect(body).not.toMatch(/<script|<signs>/);
  expect(body).toMatch(/<html lang="en">/);

  const signedIn = (await visit(press(address, body, "Sign in"))).back;
  expect(signedIn?.searchParams.get("state")).toBe(secrets.state);
  expect((await exchange(mock, codeBody(signedIn?.searchParams.get("code") ?? "", secrets))).status).toBe(200);
  expect(mock.journal.flatMap(({ violations }) => violations)).toEqual([]);
});

test("Cancel sends them back with access_denied, the state, and no code", async () => {
  const mock = await start(flex, { signIn: "page" });
  const secrets = makeSecrets();
  const address = pageOf(mock, secrets);
  const { back } = await visit(press(address, (await visit(address)).body, "Cancel"));
  expect(Object.fromEntries(back?.searchParams ?? [])).toEqual({ error: "access_denied", error_description: "The person pressed Cancel.", state: secrets.state });
  expect(mock.tokens()).toEqual([]);
});

test("the page is no way around a check: who may not be sent on sees none", async () => {
  const mock = await start(flex, { signIn: "page" });
  for (const redirectUrl of ["javascript:alert(1)", "http://app.example.com/"]) {
    expect((await visit(pageOf(mock, makeSecrets(), { redirectUrl }))).status).toBe(400);
    expect((await visit(`${pageOf(mock, makeSecrets(), { redirectUrl })}&auth-mock=sign-in`)).status).toBe(400);
  }
});

test("on the command line --sign-in-page asks for the page", () => {
  expect([readCommandLine(["twilio-flex"]).signIn, readCommandLine(["twilio-flex", "--sign-in-page"]).signIn]).toEqual(["at once", "page"]);
});

test("another word than page or at once is a mistake that says what to write", async () => {
  await expect(start(flex, { signIn: "button" as "page" })).rejects.toThrow('signIn is "button". Write "at once" or "page".');
});
