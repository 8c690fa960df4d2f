import { createHash } from "node:crypto";
import type { Answer } from "../answer.ts";
import type { Call } from "../request.ts";
import type { Visit } from "./codes.ts";

/** The name under which a button of the page sends what the person chose. */
export const decisionName = "auth-mock";

const style = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{margin:0;display:grid;min-height:100vh;place-items:center;background:Canvas;color:CanvasText}
main{max-width:26rem;padding:2rem;box-sizing:border-box}
h1{font-size:1.5rem;margin:0 0 1rem}
dt{font-weight:600}
dd{margin:0 0 .75rem;overflow-wrap:anywhere}
form{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
button{font:inherit;padding:.6rem 1.4rem;border:2px solid #1d4ed8;border-radius:.4rem;background:Canvas;color:CanvasText;cursor:pointer}
button.first{background:#1d4ed8;color:#fff}
button:focus-visible{outline:3px solid CanvasText;outline-offset:3px}`;

// No form-action: a browser holds it against the redirect too, and that leads to the application.
const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; frame-ancestors 'none'`;

/** Headers of everything that a person's browser gets: the address holds a state, the answer may hold a code. */
export const privately: Readonly<Record<string, string>> = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

/** The page with the two buttons. It needs no script, and sends back the address it was opened by. */
export function signInPage({ document, query }: Call, { credentials, interaction }: Visit): Answer {
  const title = escape(document.root.info?.title ?? "this API");
  const fields = [...new URLSearchParams(query)].map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`);
  const facts = Object.entries({ ...credentials, "Then you go to": new URL(interaction["redirectUrl"] ?? "").origin });
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in to ${title} (mock)</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Sign in to ${title}</h1>
<p>A mock plays this sign-in. It asks for no password.</p>
<dl>
${facts.map(([name, value]) => `<dt>${escape(name)}</dt>\n<dd>${escape(value)}</dd>`).join("\n")}
</dl>
<form method="get">
${fields.join("\n")}
<button class="first" name="${decisionName}" value="sign-in">Sign in</button>
<button name="${decisionName}" value="cancel">Cancel</button>
</form>
</main>
</body>
</html>
`;
  // No document describes a page, so there is nothing to check it against.
  return { status: 200, headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy, "x-content-type-options": "nosniff", ...privately }, body, problem: true };
}

function escape(text: unknown): string {
  return String(text).replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
