import type { Row } from "../row.ts";

export const bodies: readonly Row[] = [
  {
    id: "B1",
    test: "packages/auth-runtime/test/wire/replay.test.ts",
    break: {
      file: "packages/auth-runtime/src/fetch/refusal.ts",
      line: 'return typeof body === "object" && !!body && ("getReader" in body || Symbol.asyncIterator in body);',
      becomes: "return false;",
    },
  },
  {
    id: "B2",
    test: "packages/auth-runtime/test/core/one-renewal.test.ts",
    break: {
      file: "packages/auth-runtime/src/fetch/auth-fetch.ts",
      line: ": fetch(url.href, { ...init, headers,",
      becomes: ": fetch(url.href, { ...init, body: init?.body && String(init.body), headers,",
    },
  },
  {
    id: "B3",
    test: "packages/auth-runtime/test/wire/replay.test.ts",
    break: { file: "packages/auth-runtime/src/fetch/auth-fetch.ts", line: "if (request?.bodyUsed) throw", becomes: "if (false) throw" },
  },
  {
    id: "B4",
    test: "tools/faults/test/bodies.test.ts",
    break: { file: "packages/auth-runtime/src/fetch/auth-fetch.ts", line: ": fetch(url.href, { ...init, headers,", becomes: ": fetch(new Request(url.href, { ...init }).clone(), { headers," },
  },
  {
    id: "B5",
    test: "packages/auth-runtime/test/wire/sockets.test.ts",
    break: {
      file: "packages/auth-runtime/src/fetch/refusal.ts",
      line: "const replayed = visible(await one.send(renewed));",
      becomes: "await one.send(renewed);\n  const replayed = visible(await one.send(renewed));",
    },
  },
  {
    id: "B6",
    test: "packages/auth-runtime/test/wire/sockets.test.ts",
    break: { file: "packages/auth-runtime/src/fetch/refusal.ts", line: "return response.status === 401 ? answer(one, tokens, response) : visible(response);", becomes: "return visible(response);" },
  },
  {
    id: "B7",
    test: "packages/auth-runtime/test/wire/replay.test.ts",
    break: { file: "packages/auth-runtime/src/fetch/refusal.ts", line: "  one.signal?.throwIfAborted();\n", becomes: "" },
  },
  {
    id: "B8",
    test: "packages/auth-runtime/test/wire/sockets.test.ts",
    break: { file: "packages/auth-runtime/src/fetch/refusal.ts", line: "  response.body?.cancel().catch(() => {});\n", becomes: "" },
  },
];
