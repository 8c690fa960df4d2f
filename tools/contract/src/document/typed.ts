import { listCalls, type Operation } from "@freshkey-tools/spec";
import { answersOf, type DocumentedAnswer } from "./answers.ts";
import { initOf, requestsOf } from "./requests.ts";

/** TypeScript that sends every example request and holds every example answer against the type of the result with its status. */
export function typedCalls(document: any, client: string): string {
  const calls = listCalls(document).flatMap((operation) => {
    const [first, ...others] = requestsOf(document, operation).map((request) => callOf(operation, initOf(request)));
    const checks = answersOf(document, operation).map(checkOf).join("");
    return [`  {\n    const result = ${first};\n${checks}  }\n`, ...others.map((call) => `  void (${call});\n`)];
  });
  return `import type { ${client} } from "../../src/index.ts";\n\nexport async function calls(client: ${client}): Promise<void> {\n${calls.join("")}}\n`;
}

function callOf({ method, path }: Operation, init: Readonly<Record<string, unknown>>): string {
  const given = Object.keys(init).length > 0 ? `, ${JSON.stringify(init)}` : "";
  return `await client.${method}(${JSON.stringify(path)}${given})`;
}

function checkOf({ status, body }: DocumentedAnswer): string {
  const member = status < 400 ? "data" : "error";
  const value = body === undefined ? "undefined" : JSON.stringify(body);
  return `    if (result.status === ${status}) {\n      const ok: ${status < 400} = result.ok;\n      const body: typeof result.${member} = ${value};\n      void [ok, body];\n    }\n`;
}
