import type { Row } from "../row.ts";

export const network: readonly Row[] = [
  {
    id: "N1",
    test: "tools/faults/test/network.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/exchange.ts",
      line: 'return { error, unsent: error?.code === "network" && unsent.test(error.message) };',
      becomes: "return { error, unsent: false };",
    },
  },
  {
    id: "N2",
    test: "tools/faults/test/network.test.ts",
    break: { file: "packages/auth-runtime/src/session/run.ts", line: "await end({ ...(unsent ? base : spent),", becomes: "await end({ ...base," },
  },
  {
    id: "N3",
    test: "tools/faults/test/network.test.ts",
    break: { file: "packages/auth-runtime/src/session/run.ts", line: "const spent = without(base, spends);", becomes: "const spent = base;" },
  },
  {
    id: "N4",
    test: "tools/faults/test/network.test.ts",
    break: { file: "packages/auth-runtime/src/session/run.ts", line: "if (unsent || !spends || walk.ahead) throw closeFor", becomes: "if (true) throw closeFor" },
  },
  {
    id: "N5",
    test: "tools/faults/test/network.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: "const cancel = clock.after(timeout, () => {", becomes: "const cancel = clock.after(timeout * 1000, () => {" },
  },
  {
    id: "N6",
    test: "tools/faults/test/network.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/exchange.ts",
      line: "work(controller.signal).then(resolve, reject).finally(cancel);",
      becomes: "work(controller.signal).then(resolve, reject); queueMicrotask(cancel);",
    },
  },
  {
    id: "N7",
    test: "tools/faults/test/network.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: "status === 401 || (status === 400", becomes: "status > 499 || status === 401 || (status === 400" },
  },
  {
    id: "N8",
    test: "tools/faults/test/network.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/exchange.ts",
      line: 'throw status < 400 ? fail("redirected", ", and tokens follow no redirect") : fail("unexpected_status", "");',
      becomes: 'throw status < 400 ? fail("redirected", ", and tokens follow no redirect") : fail("unexpected_status", text);',
    },
  },
  {
    id: "N9",
    test: "tools/faults/test/network.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: 'redirect: "manual", signal', becomes: 'redirect: "follow", signal' },
  },
  {
    id: "N10",
    test: "tools/faults/test/network.test.ts",
    break: {
      file: "packages/auth-runtime/src/client/create-api-client.ts",
      line: 'headers: withTokens(tokens, given), redirect: "manual" })',
      becomes: 'headers: withTokens(tokens, given), redirect: "follow" })',
    },
  },
  {
    id: "N11",
    test: "tools/faults/test/network.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/exchange.ts",
      line: "    } catch {}\n    body = Object(body);",
      becomes: "    } catch (error) {\n      throw error;\n    }\n    body = Object(body);",
    },
  },
  {
    id: "N12",
    test: "tools/faults/test/network.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: "if (text.length > 65_536) {", becomes: "if (text.length > 65_536_000) {" },
  },
  {
    id: "N13",
    test: "tools/faults/test/network.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/exchange.ts",
      line: 'body = /json/i.test(headers.get("content-type") as string) && JSON.parse(text);',
      becomes: 'body = JSON.parse(text || "null");',
    },
  },
  {
    id: "N14",
    test: "tools/faults/test/network.test.ts",
    break: {
      file: "packages/auth-runtime/src/session/exchange.ts",
      line: "if (!purpose.some((name) => tokens[name] ?? values[name])) throw",
      becomes:
        "if (grant.needs && !purpose.some((name) => tokens[name] ?? values[name])) return { refused: grant.needs[0] as string };\n    if (!purpose.some((name) => tokens[name] ?? values[name])) throw",
    },
  },
  {
    id: "N15",
    test: "tools/faults/test/network.test.ts",
    break: { file: "packages/auth-runtime/src/client/retry.ts", line: "          isLost = true;\n", becomes: "" },
  },
  {
    id: "N16",
    test: "tools/faults/test/network.test.ts",
    break: { file: "packages/auth-runtime/src/session/run.ts", line: "Math.min(60_000, 1000 * 2 ** now.failures++)", becomes: "1000" },
  },
  {
    id: "N17",
    test: "tools/faults/test/network.test.ts",
    break: { file: "packages/auth-runtime/src/session/exchange.ts", line: "      controller.abort();\n", becomes: "" },
  },
];
