import { startAuthMock } from "../start.ts";
import { AuthMockError } from "../error.ts";
import { readCommandLine } from "./options.ts";
import { bundledNames, findSources } from "./sources.ts";

/** Runs the mock until a signal ends it. Throws `AuthMockError` that says what to do. */
export async function run(args: readonly string[]): Promise<void> {
  const { specs, json, help, ...options } = readCommandLine(args);
  if (help) return say(helpText());
  if (specs.length === 0) throw new AuthMockError(`Name at least one spec: a bundled one (${bundledNames().join(", ")}), or the path or URL of an OpenAPI document.`);

  let stop = (): Promise<void> => Promise.resolve();
  const end = (): void => {
    void stop().then(() => process.exit(0));
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);

  const { files, labels, remove } = await findSources(specs);
  stop = async () => remove();
  // All of it is read at the start.
  const mock = await startAuthMock({ spec: files, ...options }).finally(remove);
  stop = mock.close;
  const control = `${mock.url}/_mock`;
  say(
    json ? JSON.stringify({ url: mock.url, specs: labels, control }) : `auth-mock plays ${labels.join(", ")} at ${mock.url}\nIt is steered at ${control}: see ${control}/openapi.yaml. Ctrl+C ends it.`,
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function helpText(): string {
  return `auth-mock <spec>... [flags]

A mock server that issues, expires, rotates and revokes tokens as OpenAPI documents say.

<spec>             a bundled one (${bundledNames().join(", ")}), or the path or URL of a document
--port 4010        0 takes a free one
--host 127.0.0.1   the address to listen on; 0.0.0.0 lets other machines call
--allow-host NAME  a name to be called by, beside loopback ones; may come several times
--json             one line of JSON when it is ready: url, specs, control
--help, -h         this text

When it runs, GET /_mock/openapi.yaml describes how to steer it.`;
}
