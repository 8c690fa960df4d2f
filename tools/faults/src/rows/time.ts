import type { Row } from "../row.ts";

export const time: readonly Row[] = [
  {
    id: "T1",
    test: "packages/auth-runtime/test/faults/time.test.ts",
    break: { file: "packages/auth-runtime/src/chain/wire.ts", line: "(at - (Number.isNaN(sent) ? answer.receivedAt : sent))", becomes: "(at - answer.receivedAt)" },
  },
  {
    id: "T2",
    test: "packages/auth-runtime/test/core/lifetimes.test.ts",
    break: {
      file: "packages/auth-runtime/src/chain/wire.ts",
      line: "return Number.isNaN(sent) && nominal && Math.abs(seconds - nominal) > nominal / 2 ? undefined : seconds;",
      becomes: "return seconds;",
    },
  },
  {
    id: "T3",
    test: "packages/auth-runtime/test/core/windows.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/expiry.ts",
      line: "Math.min((held.expiresAt as number) - clock.now(), held.ends - clock.monotonic())",
      becomes: "(held.expiresAt as number) - clock.now()",
    },
  },
  {
    id: "T4",
    test: "packages/auth-runtime/test/core/windows.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: "const sentAt = wire.clock.now();", becomes: "const sentAt = wire.clock.monotonic() + Date.UTC(2026, 0, 1);" },
  },
  {
    id: "T5",
    test: "packages/auth-runtime/test/core/windows.test.ts",
    break: { file: "packages/auth-runtime/src/session/expiry.ts", line: "Math.min((held.expiresAt as number) - clock.now(), held.ends - clock.monotonic())", becomes: "held.ends - clock.monotonic()" },
  },
  {
    id: "T6",
    test: "packages/auth-runtime/test/core/lifetimes.test.ts",
    break: { file: "packages/auth-runtime/src/chain/wire.ts", line: 'zone[1] ? "" : "Z"', becomes: '""' },
  },
  {
    id: "T7",
    test: "packages/auth-runtime/test/core/lifetimes.test.ts",
    break: { file: "packages/auth-runtime/src/session/expiry.ts", line: "return believed === undefined ? undefined : Math.max(1, believed);", becomes: "return Math.max(1, believed ?? 0);" },
  },
  {
    id: "T8",
    test: "packages/auth-runtime/test/core/lifetimes.test.ts",
    break: { file: "packages/auth-runtime/src/session/expiry.ts", line: "return believed === undefined ? undefined : Math.max(1, believed);", becomes: "return believed;" },
  },
  {
    id: "T9",
    test: "packages/auth-runtime/test/core/lifetimes.test.ts",
    break: { file: "packages/auth-runtime/src/session/expiry.ts", line: "seconds <= tenYears ? seconds : rule.lifetime;", becomes: "seconds <= tenYears ? seconds : undefined;" },
  },
  {
    id: "T10",
    test: "packages/auth-runtime/test/faults/time.test.ts",
    break: { file: "packages/auth-runtime/src/session/expiry.ts", line: "/^\\d+(\\.\\d+)?$/.test(said) ? Number(said)", becomes: "/^\\d/.test(said) ? parseFloat(said)" },
  },
  {
    id: "T11",
    test: "packages/auth-runtime/test/faults/time.test.ts",
    break: { file: "packages/auth-runtime/src/session/expiry.ts", line: 'if (typeof seconds === "number" && seconds > tenYears) seconds', becomes: "if (false) seconds" },
  },
  {
    id: "T12",
    test: "packages/auth-runtime/test/faults/time.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: "if (!/^[!#-+\\--:<-[\\]-~]{1,16384}$/.test(value))", becomes: 'if (JSON.parse(atob(value.split(".")[1] ?? "")) && false)' },
  },
  {
    id: "T13",
    test: "packages/auth-runtime/test/faults/time.test.ts",
    break: { file: "packages/auth-runtime/src/chain/wire.ts", line: "if (!(seconds > 0)) return undefined;", becomes: "" },
  },
  {
    id: "T14",
    test: "packages/auth-runtime/test/core/windows.test.ts",
    break: { file: "packages/auth-runtime/src/session/expiry.ts", line: "soft: Math.min(300_000, life * 0.2)", becomes: "soft: 300_000" },
  },
  {
    id: "T15",
    test: "packages/auth-runtime/test/core/windows.test.ts",
    break: { file: "packages/auth-runtime/src/clock.ts", line: "2147483647", becomes: "2 ** 40" },
  },
  {
    id: "T16",
    test: "packages/auth-runtime/test/faults/time.test.ts",
    break: { file: "packages/auth-runtime/src/fetch/refusal.ts", line: "return response.status === 401 ? answer(one, tokens, response) : visible(response);", becomes: "return visible(response);" },
  },
  {
    id: "T17",
    test: "packages/auth-runtime/test/faults/time.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: "lifetimeOf(rule, grant.expiresIn?.[name]?.(answer), sentAt)", becomes: "lifetimeOf(rule, undefined, sentAt)" },
  },
];
