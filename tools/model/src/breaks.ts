/** A rule as it stands in the runtime's code, a change that takes it away, and the tests that go red then. */
export interface Break {
  readonly rule: string;
  /** Below `packages/auth-runtime/src/`. */
  readonly file: string;
  readonly code: string;
  readonly instead: string;
  /** Below `packages/auth-runtime/test/`. */
  readonly test: string;
}

const run = "session/run.ts";
const renew = "session/renew.ts";
const state = "session/state.ts";
const record = "session/record.ts";
const session = "session/session.ts";
const refusal = "fetch/refusal.ts";
const core = (name: string) => `core/${name}.test.ts`;

export const breaks: readonly Break[] = [
  { rule: "The record: own writer there means done", file: record, code: "if (found?.record?.writer === writer) return found.version;", instead: "", test: core("intents") },
  { rule: "The record: a lost swap is lost", file: record, code: "if (won === false && !view.down) return false;", instead: "", test: core("intents") },
  { rule: "The record: a generation for each token", file: run, code: "Math.max(tokens[name]?.generation ?? 0, seen[name] ?? 0) + 1", instead: "1", test: core("store-down") },
  { rule: "The record: kept twice as long as its longest token", file: state, code: "Math.max(3600, ...lives) * 2000", instead: "Math.max(...lives)", test: core("shared-store") },
  { rule: "The record: `account` where nobody is named", file: state, code: "if (store && account === undefined && !chain.principal[0])", instead: "if (false)", test: core("accounts-apart") },
  { rule: "The record: another's is not used", file: "session/sound.ts", code: "(record.key ?? key) === key &&", instead: "", test: core("bad-records") },
  { rule: "The record: a newer schema is not written over", file: record, code: "newer = (record?.schema as number) > 1;", instead: "newer = false;", test: core("bad-records") },
  {
    rule: "Renewing 1: held and usable, no store access",
    file: session,
    code: "return left > mine.hard ? access(scheme, mine) : undefined;",
    instead: "return undefined;",
    test: core("shared-store"),
  },
  { rule: "Renewing 2: load and adopt", file: renew, code: "await state.sync(first);", instead: "void first;", test: core("shared-store") },
  { rule: "Renewing 2: a higher epoch ends the session", file: state, code: "now.closed || record.epoch >", instead: "now.closed || 0 >", test: core("shared-store") },
  { rule: "Renewing 3: a living intent is waited for", file: renew, code: "if (busy) {", instead: "if (busy > 1e12) {", test: core("intents") },
  { rule: "Renewing 4: the intent first", file: run, code: "if (!(await view.swap({ ...base, intent }))) return undefined;", instead: "", test: core("intents") },
  {
    rule: "Renewing 5: nothing is begun with too little left",
    file: run,
    code: "if (elapsed() > (orphan ? Math.min(again, 3000) : 3000) && !view.down) {",
    instead: "if (elapsed() > 1e12) {",
    test: core("intents"),
  },
  {
    rule: "Renewing 6: stored first, used then",
    file: run,
    code: "if (!(await end({ ...base, tokens,",
    instead: "state.adopt({ ...base, tokens });\n if (!(await end({ ...base, tokens,",
    test: core("intents"),
  },
  {
    rule: "Renewing 6: nothing is revoked after a lost swap",
    file: run,
    code: "await state.sync().catch(",
    instead: "chain.signOut?.run(state, won).catch(() => {});\n await state.sync().catch(",
    test: core("intents"),
  },
  { rule: "Renewing 7: what was surely not sent is put back", file: run, code: "...(unsent ? base : spent)", instead: "...spent", test: core("lost-answers") },
  { rule: "Renewing 7: maybe sent means spent", file: run, code: "...(unsent ? base : spent)", instead: "...base", test: core("lost-answers") },
  { rule: "Renewing 7: a refused input is dropped", file: run, code: "if (bad) refused[input] = bad;", instead: "", test: core("read-only-store") },
  { rule: "Renewing 7: resent only within the grace", file: run, code: " || Math.max(elapsed(), age) >= again", instead: "", test: core("grace") },
  { rule: "Renewing 7: what is sent again arrives within the grace", file: run, code: "Math.min(seconds * 800, seconds * 1000 - wire.timeout)", instead: "seconds * 800", test: core("grace-stops") },
  { rule: "Renewing 7: a second sending gives nothing back", file: run, code: "{ ...second, unsent: false }", instead: "second", test: core("grace") },
  { rule: "Renewing 8: an orphan's token goes", file: run, code: "without(record, record.intent?.spends)", instead: "without(record, undefined)", test: core("intents") },
  { rule: "Renewing 8, grace: sent again", file: renew, code: "againFor(view) > 3000 ? record : freed(record)", instead: "freed(record)", test: core("grace-orphans") },
  { rule: "Renewing 8, grace: while the age leaves time", file: run, code: "(record.intent?.again ?? 0) - age()", instead: "(record.intent?.again ?? 0)", test: core("grace-orphans") },
  { rule: "Renewing 8, grace: only where the store tells an age", file: record, code: "(found?.age as number) : Infinity;", instead: "(found?.age as number) : 0;", test: core("grace") },
  { rule: "Renewing 8, grace: the time since the look counts", file: record, code: "view.age = () => old + elapsed();", instead: "view.age = () => old;", test: core("grace-stops") },
  {
    rule: "Renewing 8, grace: the second intent carries what is left",
    file: run,
    code: "const again = orphan ? againFor(view) : seconds",
    instead: "const again = seconds",
    test: core("grace-orphans"),
  },
  {
    rule: "Renewing 8, grace: the orphan's grant first",
    file: renew,
    code: "const step = cut ? { grant: cut, purpose: Object.keys(cut.outputs) } : nextStep",
    instead: "const step = nextStep",
    test: core("grace-stops"),
  },
  { rule: "Renewing 8, grace: gone with another grant", file: run, code: "record.intent?.spends === spends ? record : freed(record)", instead: "record", test: core("grace-stops") },
  {
    rule: "Renewing 8, grace: gives nothing back",
    file: run,
    code: "if (orphan) return { ...outcome, unsent: false } as Outcome;",
    instead: "if (orphan) return outcome;",
    test: core("grace-orphans"),
  },
  { rule: "Renewing 5, grace: the second sending too", file: run, code: "swapping() > 3000 || ", instead: "", test: core("grace-stops") },
  { rule: "Renewing 9: only under an intent in its store", file: run, code: "if (view.down && rotation) return undefined;", instead: "", test: core("intents") },
  { rule: "Renewing 9: what is learned stays in memory", file: run, code: "Object.assign(learned, won.values);", instead: "", test: core("read-only-store") },
  { rule: "Renewing 10: sign-out raises the epoch", file: session, code: "epoch: Math.max(last.epoch, now.epoch ?? 0) + 1", instead: "epoch: last.epoch", test: core("shared-store") },
  { rule: "Renewing 10: a sign-out that is not stored rejects", file: session, code: "if (mine.down) throw", instead: "if (false) throw", test: core("store-down") },
  {
    rule: "Renewing 11: what does not yield is not run again",
    file: run,
    code: "if (walk.succeeded.includes(grant) && (walk.barren || walk.succeeded.length > 4)) throw",
    instead: "if (walk.succeeded.length > 50) throw",
    test: core("walk"),
  },
  {
    rule: "Redis: an older record makes memory's rotating tokens spent",
    file: state,
    code: "if (rotation && !view.down) delete held[name];",
    instead: "",
    test: core("store-down"),
  },
  {
    rule: "Refusals: against the token that was carried",
    file: session,
    code: "if (mine?.access[scheme] !== rejected || mine.refused) return;",
    instead: "if (!mine || mine.refused) return;",
    test: core("one-renewal"),
  },
  { rule: "Refusals: a marked operation renews nothing", file: refusal, code: "if (mark?.token === token &&", instead: "if (false && mark?.token === token &&", test: core("refused-calls") },
  { rule: "Refusals: an adopted token's 401 marks nothing", file: refusal, code: "if (adopted.has(carried))", instead: "if (false)", test: core("adopted-dead") },
  { rule: "Refusals: ten renewals a minute", file: session, code: "if (strikes.length > 9) return;", instead: "", test: core("refused-calls") },
  { rule: "Refusals: the session maximum", file: run, code: "fresh.final = true;", instead: "", test: core("windows") },
  {
    rule: "Refusals: one replay for each request",
    file: refusal,
    code: "answer(one, renewed, replayed, false) : replayed;",
    instead: "answer(one, renewed, replayed) : answer(one, renewed, replayed);",
    test: core("adopted-dead"),
  },
  { rule: "Gate: refused credentials are remembered", file: run, code: "await end({ ...spent, gate: next });", instead: "await end(spent);", test: core("refused-logins") },
  {
    rule: "Gate: closed for the refused values only",
    file: run,
    code: "if (!limited && !shut(way)) return way;",
    instead: "if (!limited && !Object.keys(gate?.closed ?? {})[0]) return way;",
    test: core("refused-logins"),
  },
  { rule: "Gate: success clears it", file: run, code: "gate: grant.credentials ? undefined : base.gate", instead: "gate: base.gate", test: core("refused-logins") },
  { rule: "Gate: a provider is asked once in 60 s", file: state, code: "(pause && clock.monotonic() - askedAt < 60_000)", instead: "false", test: core("credentials-function") },
  { rule: "Gate: 429 closes a grant", file: run, code: "closeFor === undefined ? gate : close(gate, salt, endpoint, closeFor)", instead: "gate", test: core("too-many-requests") },
  {
    rule: "Gate: failures without an answer back off here alone",
    file: run,
    code: "now.retryAt = clock.monotonic() + Math.min(",
    instead: "now.retryAt = -1 * Math.min(",
    test: core("refused-logins"),
  },
  {
    rule: "Stores: one that hangs is one that fails",
    file: record,
    code: "return within(half, () => going).catch(() => within(half, () => going));",
    instead: "return going;",
    test: core("bad-records"),
  },
];
