import type { Middleware } from "openapi-fetch";
import { systemClock } from "../clock.ts";
import { AuthError } from "../errors.ts";
import type { AccessToken, Session } from "../session/types.ts";
import { answer, withTokens, type Call, type Marks } from "./refusal.ts";

/**
 * For an openapi-fetch client that you cannot rebuild: `client.use(authMiddleware(session))`.
 * A request with a body is cloned each time, since a middleware never sees the original body; `authFetch` or a generated client clones nothing.
 *
 * @throws {AuthError} `foreign_origin`, and the session's errors
 * @example
 * const client = createClient<paths>({ baseUrl });
 * client.use(authMiddleware(session));
 */
export function authMiddleware(session: Session): Middleware {
  const marks: Marks = new Map();
  const [usual] = Object.keys(session.schemes) as [string];
  // Keyed by the options object that openapi-fetch makes per call: nothing is left behind when a call fails.
  const calls = new WeakMap<object, { readonly one: Call; readonly tokens: readonly AccessToken[] }>();
  return {
    async onRequest({ request, options, schemaPath }) {
      if (!session.origins.includes(new URL(request.url).origin)) throw new AuthError("foreign_origin", `The tokens of this session go to ${session.origins.join(", ")} only.`);
      if (request.headers.has(session.schemes[usual] as string)) return undefined;
      const tokens = [session.current(usual) ?? (await session.getToken({ scheme: usual, signal: request.signal }))];
      const again = request.body ? request.clone() : request;
      const build = (from: Request, all: readonly AccessToken[]) => new Request(from, { headers: withTokens(all, from.headers), redirect: "manual" });
      const one: Call = {
        session,
        schemes: [usual],
        operation: `${request.method} ${schemaPath}`,
        marks,
        clock: systemClock,
        signal: request.signal,
        oneShot: false,
        // Building takes the body along, and there may be a third sending.
        send: (all) => options.fetch(build(again.body ? again.clone() : again, all)),
      };
      calls.set(options, { one, tokens });
      return build(request, tokens);
    },
    async onResponse({ response, options }) {
      const made = calls.get(options);
      const final = made ? await answer(made.one, made.tokens, response) : response;
      return final === response ? undefined : final;
    },
  };
}
