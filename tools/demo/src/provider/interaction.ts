import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Provider } from "oidc-provider";
import { clientId, person } from "./provider.ts";

const style = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{margin:0;display:grid;min-height:100vh;place-items:center;background:Canvas;color:CanvasText}
main{max-width:26rem;padding:2rem;box-sizing:border-box}
form{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
button{font:inherit;padding:.6rem 1.4rem;border:2px solid #0b6b62;border-radius:.4rem;background:Canvas;color:CanvasText;cursor:pointer}
button.first{background:#0b6b62;color:#fff}
button:focus-visible{outline:3px solid CanvasText;outline-offset:3px}`;

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in (OpenID provider)</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>Sign in</h1>
<p>This is a page of the OpenID provider. It asks for no password.</p>
<form method="post">
<button class="first" formaction="?choice=sign-in">Sign in</button>
<button formaction="?choice=cancel">Cancel</button>
</form>
</main>
</body>
</html>
`;

// No form-action: a browser holds it against the redirect too, and that leads to the application.
const policy = `default-src 'none'; img-src data:; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; frame-ancestors 'none'`;

/** The page between the provider's questions and its answer: the person signs in and agrees with one button. */
export async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Throws for whoever has not been sent here.
  await provider.interactionDetails(request, response);
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy, "referrer-policy": "no-referrer", "cache-control": "no-store" }).end(page);
    return;
  }
  if (new URL(request.url ?? "", provider.issuer).searchParams.get("choice") !== "sign-in") {
    await provider.interactionFinished(request, response, { error: "access_denied", error_description: "The person pressed Cancel." });
    return;
  }
  const grant = new provider.Grant({ accountId: person, clientId });
  grant.addOIDCScope("openid offline_access");
  await provider.interactionFinished(request, response, { login: { accountId: person }, consent: { grantId: await grant.save() } });
}
