import type { Row } from "../row.ts";

const test = "tools/faults/test/concurrency.test.ts";
const tabs = "tools/faults/test/tabs.test.ts";
const core = "packages/auth-runtime/test/core";
const session = "packages/auth-runtime/src/session";

export const concurrency: readonly Row[] = [
  { id: "C1", test, break: { file: `${session}/session.ts`, line: "await patient(flight?.promise ?? fly(name, false), signal)", becomes: "await patient(fly(name, false), signal)" } },
  { id: "C2", test: `${core}/background.test.ts`, break: { file: `${session}/run.ts`, line: "Math.min(60_000, 1000 * 2 ** now.failures++)", becomes: "60_000" } },
  {
    id: "C3",
    test: `${core}/callers-apart.test.ts`,
    break: {
      file: `${session}/session.ts`,
      line: "await patient(flight?.promise ?? fly(name, false), signal)",
      becomes: "await (flight?.promise ?? (flight = { name, promise: patient(fly(name, false), signal) }).promise)",
    },
  },
  { id: "C4", test: `${core}/callers-apart.test.ts`, break: { file: `${session}/run.ts`, line: "if (outcome.tokens) return settle(", becomes: "if (outcome.tokens && now.waiters) return settle(" } },
  { id: "C5", test: `${core}/background.test.ts`, break: { file: `${session}/session.ts`, line: "const quiet = promise.catch(() => {});", becomes: "const quiet = promise;" } },
  { id: "C6", test: `${core}/sign-out.test.ts`, break: { file: `${session}/run.ts`, line: "if (now.closed) chain.signOut?.run(state, won).catch(() => {});", becomes: "" } },
  { id: "C7", test, break: { file: `${session}/state.ts`, line: "account ?? chain.principal.map((name) => credentials[name] ?? null)", becomes: "account ?? null" } },
  { id: "C8", test, break: { file: `${session}/renew.ts`, line: "const busy = view.left(record.intent);", becomes: "const busy = 0;" } },
  { id: "C9", test: tabs, break: { file: "packages/auth-runtime/src/stores/indexeddb.ts", line: "if (held?.version !== expected) return give(false);", becomes: "" } },
  { id: "C10", test: tabs, break: { file: `${session}/run.ts`, line: "({ ...without(record, record.intent?.spends), intent: undefined })", becomes: "({ ...record, intent: undefined })" } },
  { id: "C11", test: tabs, break: { file: "packages/auth-runtime/src/stores/indexeddb.ts", line: "if (held?.version !== expected) return give(false);", becomes: "" } },
  { id: "C12", test: tabs, break: { file: "packages/auth-runtime/src/random.ts", line: "crypto.randomUUID?.() ??", becomes: "crypto.randomUUID() ??" } },
  { id: "C13", test, break: { file: "packages/auth-runtime/src/stores/file.ts", line: "if (top?.version !== expected) return false;", becomes: "" } },
  { id: "C14", test, break: { file: "packages/auth-runtime/src/stores/redis/scripts.ts", line: 'if (held[1] or "") ~= ARGV[1] then return {now, 0} end\n', becomes: "" } },
  { id: "C15", test, break: { file: `${session}/run.ts`, line: "const intent = { id: newId(), grant: endpoint, spends,", becomes: "const intent = { id: newId(), grant: endpoint," } },
  { id: "C16", test, break: { file: "packages/auth-runtime/src/stores/file.ts", line: "if (top?.version !== expected) return false;", becomes: "" } },
  { id: "C17", test, break: { file: `${session}/run.ts`, line: "left: wire.timeout + 5000 }", becomes: "left: wire.timeout - 5000 }" } },
  { id: "C18", test, break: { file: `${session}/state.ts`, line: "if (rotation && !view.down) delete held[name];", becomes: "" } },
  { id: "C19", test, break: { file: `${session}/renew.ts`, line: "const busy = view.left(record.intent);", becomes: "const busy = 0;" } },
  {
    id: "C20",
    test,
    break: { file: `${session}/record.ts`, line: "clock.monotonic() - age + Math.min(entry.left", becomes: "clock.monotonic() + Date.now() - clock.now() - age + Math.min(entry.left" },
  },
];
