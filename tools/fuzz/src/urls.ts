import { authFetch, staticSession } from "@freshkey/auth-runtime";
import fc from "fast-check";
import { count, figuresOf, judgeError, type Figures } from "./judge.ts";

const own = "https://api.example.com";
const parts = [
  "https:",
  "http:",
  "//",
  "\\\\",
  "/",
  "\\",
  "@",
  ":",
  "?",
  "#",
  ".",
  "..",
  "%2e",
  "%00",
  "\t",
  "\n",
  " ",
  "api.example.com",
  "API.EXAMPLE.COM",
  "api.example.com.",
  "evil.example.net",
  "xn--",
  "аpi.example.com",
  "ａpi.example.com",
  "127.0.0.1",
  "[::1]",
  "0x7f.1",
  "user:word",
  "443",
  "8443",
  "javascript:",
  "data:",
  "file:",
  "blob:",
  "ws:",
  "\ud800",
  "\u3002",
];

/** URLs of any form: the token goes to its own origin, or nothing is sent. */
export async function fuzzUrls(runs: number, seed: number): Promise<Figures> {
  const figures = figuresOf("URLs", runs);
  const url = fc.oneof(
    { weight: 5, arbitrary: fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 8 }).map((all) => all.join("")) },
    fc.tuple(fc.constantFrom(own, `${own}/`, "https://api.example.com:443"), fc.string()).map((all) => all.join("")),
    fc.webUrl(),
    fc.string(),
  );
  let origin = "";
  const send = authFetch(staticSession("canary-token", { origins: [own] }), {
    fetch: async (input, init) => {
      origin = new URL(String(input)).origin;
      if (origin !== own) count(figures, "broken", `sent to ${origin}`);
      if (new Headers(init?.headers).get("authorization") !== "Bearer canary-token") count(figures, "broken", "sent without its token");
      return new Response("{}");
    },
  });
  await fc.assert(
    fc.asyncProperty(url, async (one) => {
      try {
        await send(one);
      } catch (error) {
        if (String((error as Error).message).startsWith("URLs, ")) throw error;
        judgeError(figures, error);
      }
    }),
    { numRuns: runs, seed },
  );
  return figures;
}
