import { AuthMockError } from "./error.ts";
import type { Outgoing } from "./handle.ts";
import type { Incoming } from "./request.ts";

/** Which pages may call, and what they see of an answer. */
export interface Sharing {
  readonly allowOrigins?: readonly string[] | "*" | undefined;
  readonly exposeHeaders?: boolean | undefined;
}

type Answering = (incoming: Incoming) => Promise<Outgoing>;
type Headers = Outgoing["headers"];

/** In seconds. */
const preflightLife = "600";
/** Every page sees these by itself, and none ever sees a cookie. */
const unnamed: ReadonlySet<string> = new Set(["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma", "set-cookie", "set-cookie2"]);

/** Lets pages of other origins call, as their browser asks for it. Without `allowOrigins` nothing changes. */
export function shareWith({ allowOrigins, exposeHeaders = true }: Sharing, answer: Answering): Answering {
  if (allowOrigins === undefined) return answer;
  const listed = allowOrigins === "*" ? undefined : new Set([allowOrigins].flat().map(readOrigin));
  // What is for everybody is for nobody's cookies: so browsers have it.
  const granted = (origin: string): Headers =>
    listed
      ? [
          ["access-control-allow-origin", origin],
          ["access-control-allow-credentials", "true"],
        ]
      : [["access-control-allow-origin", "*"]];
  // A cache must not give the answer for one page to another one.
  const vary: Headers = listed ? [["vary", "origin"]] : [];

  return async (incoming) => {
    const { origin, "access-control-request-method": method, "access-control-request-headers": headers } = incoming.headers;
    const allowed = origin !== undefined && (listed?.has(origin) ?? true);
    if (origin !== undefined && incoming.method === "OPTIONS" && method !== undefined) {
      if (!allowed) return { status: 403, headers: [...vary, ["content-length", "0"]], body: "" };
      const asked: Headers = [["access-control-allow-methods", method], ...(headers === undefined ? [] : [["access-control-allow-headers", headers] as const])];
      return {
        status: 204,
        headers: [...granted(origin), ...asked, ["access-control-max-age", preflightLife], ["vary", "origin, access-control-request-method, access-control-request-headers"]],
        body: "",
      };
    }
    const outgoing = await answer(incoming);
    // What a test planned word for word stays so.
    if (outgoing.headers.some(([name]) => name === "access-control-allow-origin")) return outgoing;
    if (!allowed) return { ...outgoing, headers: [...outgoing.headers, ...vary] };
    const exposed = [...new Set(outgoing.headers.map(([name]) => name.toLowerCase()))].filter((name) => !unnamed.has(name));
    const shown: Headers = exposeHeaders && exposed.length > 0 ? [["access-control-expose-headers", exposed.join(", ")]] : [];
    return { ...outgoing, headers: [...outgoing.headers, ...granted(origin), ...shown, ...vary] };
  };
}

function readOrigin(given: string): string {
  const url = URL.parse(given);
  if (url && /^https?:$/.test(url.protocol) && url.origin === given.toLowerCase()) return url.origin;
  throw new AuthMockError(`${JSON.stringify(given)} is no origin. Write scheme, host and port and nothing after it, for example \`http://localhost:5173\`, or \`*\` alone for every page.`);
}
