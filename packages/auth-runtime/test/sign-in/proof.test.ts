import { afterEach, expect, test, vi } from "vitest";
import { isAuthError } from "../../src/index.ts";
import { SignInError, digest, randomText, same, toBase64url } from "../../src/sign-in/index.ts";
import { failure, times } from "../support/time.ts";

afterEach(() => void vi.unstubAllGlobals());

test("Bytes become base64url as RFC 7636 has it (appendix A), without padding", () => {
  expect(toBase64url(Uint8Array.of(3, 236, 255, 224, 193))).toBe("A-z_4ME");
});

test("Any bytes of any length become what an independent implementation makes of them", () => {
  for (const length of times(70, (index) => index)) {
    const bytes = Uint8Array.from(times(length, (index) => (index * 89 + length * 41 + 251) % 256));
    expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
  }
});

test("A digest of a verifier is the S256 challenge of RFC 7636 (appendix B)", async () => {
  // As octets, which is how the RFC writes them, too.
  const verifier = [116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121];
  const challenge = [19, 211, 30, 150, 26, 26, 216, 236, 47, 22, 177, 12, 76, 152, 46, 8, 118, 168, 120, 173, 109, 241, 68, 86, 110, 225, 137, 74, 203, 112, 249, 195];
  expect(await digest(toBase64url(new Uint8Array(verifier)))).toBe(toBase64url(new Uint8Array(challenge)));
});

test("A digest is one of the text's UTF-8", async () => {
  expect(await digest("é 🗝")).toBe(Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from("é 🗝", "utf8"))).toString("base64url"));
});

test("A random text is exactly the bytes that were drawn, as many as were asked for", () => {
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xfb) });
  expect([randomText(0), randomText(1), randomText(3), randomText(32).length, randomText(48).length]).toEqual(["", "-w", "-_v7", 43, 64]);
});

test("Random texts differ", () => {
  expect(new Set(times(100, () => randomText(16))).size).toBe(100);
});

test.each([
  ["no crypto", undefined],
  ["no crypto.subtle, as on a plain http origin", {}],
])("A page with %s is refused with what to do", async (_, crypto) => {
  vi.stubGlobal("crypto", crypto);
  const error = await failure(digest("x"));
  expect(error).toBeInstanceOf(SignInError);
  expect(isAuthError(error)).toBe(true);
  expect(error).toMatchObject({ name: "SignInError", code: "sign_in_failed", reason: "insecure_page", message: "A sign-in needs WebCrypto: open the page by https, or on localhost." });
});

test("Texts are the same only if they are, wherever they differ and whichever is longer", () => {
  const text = "state-of-a-sign-in";
  expect([same(text, `${text}`), same("", ""), same("a", "a")]).toEqual([true, true, true]);
  for (const index of times(text.length, (at) => at)) expect(same(text, `${text.slice(0, index)}X${text.slice(index + 1)}`)).toBe(false);
  for (const other of ["", text.slice(0, -1), text.slice(1), `${text}x`, `x${text}`, text.toUpperCase()]) expect([same(text, other), same(other, text)]).toEqual([false, false]);
});

test("Two differences do not cancel each other out, and a difference is not forgotten over what is alike", () => {
  expect([same("ab", "ba"), same("aa", "bb"), same("abab", "baba"), same("xaaaaaaa", "yaaaaaaa")]).toEqual([false, false, false, false]);
});
