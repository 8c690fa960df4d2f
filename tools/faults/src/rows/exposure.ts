import type { Row } from "../row.ts";

export const exposure: readonly Row[] = [
  {
    id: "X1",
    test: "packages/auth-runtime/test/wire/origins.test.ts",
    break: {
      file: "packages/auth-runtime/src/fetch/auth-fetch.ts",
      line: "if (!origins.includes(url.origin)) throw",
      becomes: "if (!origins.some((origin) => url.href.includes(origin.slice(8)))) throw",
    },
  },
  {
    id: "X2",
    test: "packages/auth-runtime/test/wire/origins.test.ts",
    break: {
      file: "packages/auth-runtime/src/fetch/auth-fetch.ts",
      line: "if (!origins.includes(url.origin)) throw",
      becomes: "if (!origins.some((origin) => String(input).startsWith(origin))) throw",
    },
  },
  {
    id: "X3",
    test: "packages/auth-runtime/test/wire/redirects.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: 'redirect: "manual", signal', becomes: 'redirect: "follow", signal' },
  },
  {
    id: "X4",
    test: "packages/auth-runtime/test/wire/answers.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: "if (!/^[!#-+\\--:<-[\\]-~]{1,16384}$/.test(value))", becomes: "if (value.length > 16384)" },
  },
  {
    id: "X5",
    test: "packages/auth-runtime/test/wire/secrets.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: '`no connection${/^[A-Z_]{4,40}$/.test(name) ? ` (${name})` : ""}`', becomes: "`no connection (${name})`" },
  },
  {
    id: "X6",
    test: "packages/auth-runtime/test/wire/answers.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/exchange.ts",
      line: "const answer: GrantAnswer = { body, headers, receivedAt };",
      becomes: "const answer: GrantAnswer = { body, headers, receivedAt };\n    if (body.constructor !== Object) Object.assign(Object.prototype, body.constructor.prototype);",
    },
  },
  {
    id: "X7",
    test: "tools/faults/test/sign-in.test.ts",
    break: { file: "packages/auth-runtime/src/sign-in/redirect.ts", line: "if (!targets.includes(chosen)) throw", becomes: 'if (!chosen.startsWith("https:")) throw' },
  },
  {
    id: "X8",
    test: "tools/faults/test/sign-in.test.ts",
    break: { file: "packages/auth-runtime/src/sign-in/pending.ts", line: "same(one.state, state)", becomes: "one.state.length > 0" },
  },
  {
    id: "X9",
    test: "tools/faults/test/sign-in.test.ts",
    break: { file: "packages/twilio-flex/src/sso/index.ts", line: "if (!same(await stateOf(parts), callback.state)) throw", becomes: "if (!nonce) throw" },
  },
  {
    id: "X10",
    test: "tools/faults/test/sign-in.test.ts",
    break: { file: "packages/twilio-flex/src/sso/index.ts", line: "if (!/^[\\w.~-]{43,128}$/.test(codeVerifier)) throw", becomes: "if (codeVerifier.length > 128) throw" },
  },
  {
    id: "X11",
    test: "tools/faults/test/sign-in.test.ts",
    break: { file: "packages/auth-runtime/src/sign-in/pending.ts", line: "({ state: one.state, at: one.at, used: true } as Kept)", becomes: "one" },
  },
  {
    id: "X12",
    test: "tools/faults/test/sign-in.test.ts",
    break: { file: "packages/twilio-flex/src/sso/index.ts", line: "found.place !== (await place())", becomes: "found.place === undefined" },
  },
  {
    id: "X13",
    test: "packages/auth-runtime/test/wire/origins.test.ts",
    break: { file: "packages/auth-runtime/src/url.ts", line: "if (!url || url.username || url.password ||", becomes: "if (!url ||" },
  },
  {
    id: "X14",
    test: "tools/faults/test/exposure.test.ts",
    break: { file: "packages/auth-runtime/src/platform/browser.ts", line: "export const isServer: boolean = false;", becomes: "export const isServer: boolean = true;" },
  },
  {
    id: "X15",
    test: "tools/faults/test/exposure.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/state.ts",
      line: "const kept = store ?? memoryStore();",
      becomes: 'globalThis.localStorage?.setItem("session", "1");\n  const kept = store ?? memoryStore();',
    },
  },
  {
    id: "X16",
    test: "tools/faults/test/exposure.test.ts",
    break: { file: "packages/auth-runtime/src/fetch/auth-fetch.ts", line: 'replace(/[^/]+/g, (part) => (/\\d/.test(part) ? "*" : part))', becomes: 'replace(/[^/]*\\d[^/]*/g, "*")' },
  },
  {
    id: "X17",
    test: "packages/auth-runtime/test/core/lifetimes.test.ts",
    break: {
      file: "packages/auth-runtime/src/chain/wire.ts",
      line: 'return (line.split(";")[0] as string).slice(name.length + 1).trim() || undefined;',
      becomes: 'return (line.split(";")[0] as string).slice(name.length + 1).trim();',
    },
  },
];
