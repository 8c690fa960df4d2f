import type { Grant, Output } from "./chains.ts";
import { documented, findResponse, successStatus, type Answer, type Generate } from "./answer.ts";
import { readAt, writeAt, type Expression, type Pointer } from "./expression.ts";
import type { Family, Issued, Ledger } from "./ledger.ts";
import { accountOf } from "./login-gate.ts";
import type { Presented } from "./presented.ts";
import type { Call } from "./request.ts";
import type { Users } from "./users.ts";

interface Minting {
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly users: Users | undefined;
  readonly generate: Generate;
}

/** The document's success answer with fresh tokens in it. Spends what the grant took. */
export function mint(bench: Minting, call: Call, grant: Grant, presented: Presented, taken: readonly Issued[]): Answer {
  const { ledger } = bench;
  const own = grant.outputs.flatMap((output) => pointersOf(output.value));
  const example = documented(call, successStatus(call), bench.generate, own) ?? { status: 200, headers: {}, body: undefined };
  const shaped = bench.users?.shape(call, example.status, example.body) ?? example;
  let body = foreignPointers(call, grant, own).reduce((at, pointer) => (readAt(at, pointer) === undefined ? at : writeAt(at, pointer, undefined)), shaped.body);
  for (const { pointer, is } of grant.success) body = writeAt(body, pointer, is);

  const family: Family = taken[0]?.family ?? ledger.begin({ chain: grant.chain.name, account: accountOf(grant.chain, presented) });
  const headers: Record<string, string> = { ...example.headers };
  const given = new Map<string, string>();
  const declared: readonly Cookie[] = findResponse(call, example.status)?.["x-set-cookies"] ?? [];

  for (const output of grant.outputs) {
    const rule = grant.chain.tokens[output.name];
    if (!rule) continue;
    if (output.value.kind === "cookie" && !declared.some((cookie) => isSet(cookie, output.value))) continue;
    const life = lifeOf(grant, output, presented) ?? rule.lifetime;
    const now = bench.now();
    const expiresAt = earlier(life === undefined ? undefined : now + life, family.endsAt);
    const token = ledger.issue({ document: call.document.path, name: output.name, family, rotation: rule.rotation, expiresAt, inCookie: output.value.kind === "cookie" });
    if (output.value.kind === "body") body = writeAt(body, output.value.pointer, token.value);
    if (output.value.kind === "header") headers[output.value.name.toLowerCase()] = token.value;
    if (output.value.kind === "cookie") given.set(output.value.name, token.value);
    if (expiresAt === undefined) continue;
    if (output.expiresIn?.kind === "body") body = writeAt(body, output.expiresIn.pointer, Math.floor((expiresAt - now) / 1000));
    if (output.expiresAt?.at.kind === "body") body = writeAt(body, output.expiresAt.at.pointer, instant(expiresAt, output.expiresAt.unit));
  }

  for (const { name, value } of grant.outputs) {
    if (grant.chain.tokens[name] || value.kind !== "body") continue;
    const learned = readAt(body, value.pointer);
    if (typeof learned !== "string") continue;
    family.values.set(name, learned);
    ledger.learn(call.document.path, name, learned);
  }
  for (const token of taken) ledger.spend(token);
  const inCookies = grant.outputs.some((output) => output.value.kind === "cookie");
  return { status: shaped.status, headers, cookies: inCookies ? declared.map((cookie) => setCookie(cookie, given)) : [], body };
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

interface Cookie {
  readonly name: string;
  readonly path?: string;
  readonly value?: string;
  readonly cleared?: boolean;
}

function isSet(cookie: Cookie, value: Expression): boolean {
  return value.kind === "cookie" && cookie.name === value.name && !cookie.cleared;
}

function setCookie({ name, path = "/", value = "", cleared = false }: Cookie, given: ReadonlyMap<string, string>): string {
  const life = cleared ? "; Expires=Thu, 01 Jan 1970 00:00:00 GMT" : "";
  return `${name}=${cleared ? "" : (given.get(name) ?? value)}; Path=${path}${life}; Secure; HttpOnly`;
}

/** A life that the request asked for: a member called `ttl`, in seconds, where the answer says how long the token lives. */
function lifeOf(grant: Grant, output: Output, presented: Presented): number | undefined {
  const asked = grant.body.some(({ is }) => is.kind === "credentials" && is.name === "ttl") ? Number(presented.credentials["ttl"]) : Number.NaN;
  return asked > 0 && (output.expiresAt || output.expiresIn) ? asked * 1000 : undefined;
}

function instant(at: number, unit: "ms" | "s" | "date-time"): number | string {
  return unit === "ms" ? at : unit === "s" ? Math.floor(at / 1000) : new Date(at).toISOString();
}

function pointersOf(value: Expression): Pointer[] {
  return value.kind === "body" ? [value.pointer] : [];
}

/** Where other grants of the same operation get tokens: an answer in cookies has none in its body. */
function foreignPointers(call: Call, grant: Grant, own: readonly Pointer[]): Pointer[] {
  const mine = new Set(own.map((pointer) => pointer.join("/")));
  return call.document.chains
    .flatMap((chain) => chain.grants.filter((other) => other !== grant && other.operationId === grant.operationId))
    .flatMap(({ chain, outputs }) => outputs.flatMap((output) => (chain.tokens[output.name] ? pointersOf(output.value) : [])))
    .filter((pointer) => !mine.has(pointer.join("/")));
}
