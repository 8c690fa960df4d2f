import { parentPort } from "node:worker_threads";
import { authFetch, createSession, type TokenChain } from "@freshkey/auth-runtime";
import { cookie, secondsUntil } from "@freshkey/auth-runtime/chain";

// Runs in a thread of its own, so that a pattern that never comes to an end can be given up.
const long = 1_048_576;
const answerOf = (headers: HeadersInit, body: string): Response => new Response(body, { headers: { "content-type": "application/json", ...(headers as Record<string, string>) } });

const hostile: readonly string[] = [
  "9".repeat(long),
  "a".repeat(long),
  " ".repeat(long),
  "=;".repeat(long / 2),
  `${"0.".repeat(long / 2)}x`,
  `2026-01-01T${":".repeat(long)}`,
  `${"{".repeat(long)}`,
  "../".repeat(long / 3),
];

for (const text of hostile) {
  const value = text.trim() || "x";
  const chain: TokenChain<{ key: string }> = {
    name: "hostile",
    servers: [{ production: "https://api.example.com" }],
    credentials: ["key"],
    principal: ["key"],
    tokens: { token: { lifetime: 60 } },
    schemes: { bearer: { token: "token", header: (one) => ["authorization", `Bearer ${one}`] } },
    grants: [{ method: "POST", path: "/token", credentials: ["key"], outputs: { token: ({ body }) => body.token ?? value }, expiresIn: { token: (answer) => secondsUntil(value, answer) ?? value } }],
  };
  const answers = [
    answerOf({ "retry-after": value }, "{}"),
    answerOf({ date: value }, JSON.stringify({ token: value })),
    new Response(value, { status: 429, headers: { "retry-after": value, "www-authenticate": value } }),
  ];
  for (const answer of answers) {
    const session = createSession(chain, { credentials: { key: "k" }, fetch: async () => answer.clone() });
    await session.getToken().catch(() => undefined);
    await authFetch(session, { fetch: async () => answer.clone() })(`https://api.example.com/${encodeURIComponent(value)}`).catch(() => undefined);
  }
  cookie(new Headers([["set-cookie", value]]), "token");
  cookie(new Headers([["set-cookie", `token=a${text}b`]]), "token");
}
parentPort?.postMessage("done");
