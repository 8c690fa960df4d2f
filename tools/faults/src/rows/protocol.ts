import type { Row } from "../row.ts";

export const protocol: readonly Row[] = [
  {
    id: "P1",
    test: "tools/faults/test/protocol.test.ts",
    break: {
      file: "packages/auth-runtime/src/fetch/refusal.ts",
      line: "if (response.status !== 401) return visible(response);",
      becomes: "if (response.status !== 401) return visible(response);\n  if (again) for (let turn = 0; turn < 3; turn += 1) await one.send(tokens);",
    },
  },
  {
    id: "P2",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/fetch/refusal.ts", line: "marks.set(operation, { token: carried,", becomes: 'marks.set("", { token: carried,' },
  },
  {
    id: "P3",
    test: "tools/faults/test/protocol.test.ts",
    break: {
      file: "packages/auth-runtime/src/fetch/refusal.ts",
      line: "return response.status === 401 ? answer(one, tokens, response) : visible(response);",
      becomes: "return response.status === 401 || response.status === 403 ? answer(one, tokens, new Response(null, { status: 401 })) : visible(response);",
    },
  },
  {
    id: "P4",
    test: "tools/faults/test/protocol.test.ts",
    break: {
      file: "packages/auth-runtime/src/fetch/refusal.ts",
      line: "return response.status === 401 ? answer",
      becomes: 'return response.headers.get("www-authenticate")?.startsWith("Bearer") ? answer',
    },
  },
  {
    id: "P5",
    test: "packages/auth-runtime/test/core/one-renewal.test.ts",
    break: { file: "packages/auth-runtime/src/session/session.ts", line: "if (mine?.access[scheme] !== rejected || mine.refused) return;", becomes: "if (!mine) return;" },
  },
  {
    id: "P6",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/client/retry.ts", line: "asked * (1 + Math.random() / 10)", becomes: "0" },
  },
  {
    id: "P7",
    test: "packages/auth-runtime/test/core/too-many-requests.test.ts",
    break: { file: "packages/auth-runtime/src/session/gate.ts", line: '(Date.parse(headers.get("date") as string) || now)', becomes: "now" },
  },
  {
    id: "P8",
    test: "packages/auth-runtime/test/core/too-many-requests.test.ts",
    break: { file: "packages/auth-runtime/src/session/gate.ts", line: "Math.min(Math.ceil(seconds), 3600)", becomes: "Math.ceil(seconds)" },
  },
  {
    id: "P9",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/session/gate.ts", line: "Number.isNaN(seconds) ? 60 :", becomes: "Number.isNaN(seconds) ? 1 :" },
  },
  {
    id: "P10",
    test: "packages/auth-runtime/test/core/too-many-requests.test.ts",
    break: { file: "packages/auth-runtime/src/session/run.ts", line: "gate: closeFor === undefined ? gate : close(gate, salt, endpoint, closeFor) }", becomes: "gate }" },
  },
  {
    id: "P11",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: '(status === 400 && body.error === "invalid_grant")', becomes: "false" },
  },
  {
    id: "P12",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/session/run.ts", line: "if (outcome.refused !== undefined) {", becomes: 'if (outcome.refused === "nothing") {' },
  },
  {
    id: "P13",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: '(status === 400 && body.error === "invalid_grant")', becomes: "status === 400" },
  },
  {
    id: "P14",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/session/run.ts", line: "const spent = without(base, spends);", becomes: "const spent = base;" },
  },
  {
    id: "P15",
    test: "packages/auth-runtime/test/core/lost-answers.test.ts",
    break: { file: "packages/auth-runtime/src/session/run.ts", line: "const tokens: Record<string, StoredToken> = { ...base.tokens };", becomes: "const tokens: Record<string, StoredToken> = {};" },
  },
  {
    id: "P16",
    test: "packages/auth-runtime/test/core/lost-answers.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/run.ts",
      line: "const tokens: Record<string, StoredToken> = { ...base.tokens };",
      becomes:
        'if (Object.keys(won.tokens).some((name) => won.tokens[name]?.value === base.tokens[name]?.value)) throw new Error("the same again");\n    const tokens: Record<string, StoredToken> = { ...base.tokens };',
    },
  },
  {
    id: "P17",
    test: "packages/auth-runtime/test/core/lost-answers.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/exchange.ts",
      line: 'if (typeof value !== "string" || !value) continue;',
      becomes: 'if (typeof value !== "string" || !value) {\n        if (value === null) throw fail("malformed_answer", "");\n        continue;\n      }',
    },
  },
  {
    id: "P18",
    test: "tools/faults/test/protocol.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/exchange.ts",
      line: "const answer: GrantAnswer = { body, headers, receivedAt };",
      becomes: 'const answer: GrantAnswer = { body, headers, receivedAt };\n    if (body.token_type !== "bearer") throw fail("malformed_answer", "");',
    },
  },
  {
    id: "P19",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/session/session.ts", line: "await patient(flight?.promise ?? fly(name, false), signal)", becomes: "await patient(fly(name, false), signal)" },
  },
  {
    id: "P20",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/chain/wire.ts", line: "|| undefined;\n  }\n  return undefined;", becomes: '|| "empty";\n  }\n  return undefined;' },
  },
  {
    id: "P21",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/session/expiry.ts", line: "stored.expiresAt === undefined || rule.renew ? Infinity", becomes: "stored.expiresAt === undefined ? Infinity" },
  },
  {
    id: "P22",
    test: "tools/faults/test/protocol.test.ts",
    break: {
      file: "packages/auth-runtime/src/client/create-api-client.ts",
      line: "const schemes = security.find((all) => all.every((scheme) => scheme in session.schemes)) ?? security[0] ?? [];",
      becomes: "const schemes = Object.keys(session.schemes);",
    },
  },
  {
    id: "P23",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: "if (grant.success?.(answer) === false)", becomes: "if (false)" },
  },
  {
    id: "P24",
    test: "tools/faults/test/protocol.test.ts",
    break: {
      file: "packages/auth-runtime/src/fetch/refusal.ts",
      line: "return response.status === 401 ? answer(one, tokens, response) : visible(response);",
      becomes: 'return response.status === 401 || /scope/.test(response.headers.get("www-authenticate") ?? "") ? answer(one, tokens, new Response(null, { status: 401 })) : visible(response);',
    },
  },
  {
    id: "P25",
    test: "tools/faults/test/protocol.test.ts",
    break: { file: "packages/auth-runtime/src/fetch/refusal.ts", line: "const replayed = visible(await one.send(renewed));", becomes: "const replayed = visible(response);" },
  },
];
