import fc from "fast-check";
import type { AuthEvent } from "@freshkey/auth-runtime";
import { apis, frozen, start, type Api } from "./apis.ts";
import { body, contentType, headers, status } from "./arbitrary.ts";
import { count, figuresOf, judgeError, judgeLife, judgePrototypes, leaks, type Figures } from "./judge.ts";

interface Said {
  readonly status: number;
  readonly type: string | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly bodies: Readonly<Record<string, string>>;
}

/** Token endpoints that answer anything: each call ends in a token or a typed error, and shows nothing. */
export async function fuzzAnswers(runs: number, seed: number): Promise<Figures> {
  const figures = figuresOf("token answers", runs);
  const each = Math.ceil(runs / apis.length);
  for (const api of apis) {
    const said = fc.record({
      status,
      type: contentType,
      headers,
      bodies: fc.record(
        Object.fromEntries(Object.entries(api.answers).map(([path, good]) => [path, fc.oneof({ weight: 2, arbitrary: fc.constant(JSON.stringify(good)) }, { weight: 3, arbitrary: body(good) })])),
      ),
    });
    await fc.assert(
      fc.asyncProperty(said, (one) => feed(figures, api, one)),
      { numRuns: each, seed },
    );
  }
  return figures;
}

async function feed(figures: Figures, api: Api, said: Said): Promise<void> {
  const events: AuthEvent[] = [];
  const clock = frozen();
  let sent = 0;
  const fetch = async (input: unknown): Promise<Response> => {
    if ((sent += 1) > 20) count(figures, "broken", "more than 20 token requests for one call");
    const path = new URL(String(input)).pathname;
    const [, text = ""] = Object.entries(said.bodies).find(([end]) => path.endsWith(end)) ?? [];
    const bodiless = [204, 205, 304].includes(said.status);
    const response = new Response(bodiless ? null : text, { status: said.status });
    response.headers.delete("content-type");
    if (said.type !== undefined) response.headers.set("content-type", said.type);
    for (const [name, value] of said.headers) response.headers.append(name, value);
    return response;
  };
  const session = api.open({ fetch, clock, onEvent: (event) => events.push(event) });
  for (let call = 0; call < 2; call += 1) {
    try {
      const token = await session.getToken();
      judgeLife(figures, token.expiresAt === undefined ? undefined : token.expiresAt - start);
      const [, value] = token.header();
      if (/[^\t\x20-\x7e]/.test(value)) count(figures, "broken", "a header that no request can carry");
      if (leaks(token)) count(figures, "canaries", "a token shows itself");
    } catch (error) {
      judgeError(figures, error);
    }
  }
  if (leaks(events)) count(figures, "canaries", "an event");
  if (leaks(session)) count(figures, "canaries", "the session");
  judgePrototypes(figures);
}
