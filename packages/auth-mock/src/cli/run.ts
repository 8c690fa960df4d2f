import { writeFileSync } from "node:fs";
import { startAuthMock } from "../start.ts";
import { AuthMockError } from "../error.ts";
import { readCommandLine } from "./options.ts";
import { bundledNames, findSources } from "./sources.ts";

/** Runs the mock until a signal ends it. Throws `AuthMockError` that says what to do. */
export async function run(args: readonly string[]): Promise<void> {
  const { specs, json, help, certificateFile, ...options } = readCommandLine(args);
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
  if (certificateFile !== undefined && mock.certificate !== undefined) {
    try {
      writeFileSync(certificateFile, mock.certificate);
    } catch (error) {
      await mock.close();
      throw new AuthMockError(`--tls-cert ${JSON.stringify(certificateFile)} cannot be written (${(error as NodeJS.ErrnoException).code}). Give the path of a file in a folder that exists.`);
    }
  }
  const control = `${mock.url}/_mock`;
  say(
    json
      ? JSON.stringify({ url: mock.url, specs: labels, control, ...(mock.certificate !== undefined && { ca: mock.certificate }) })
      : `auth-mock plays ${labels.join(", ")} at ${mock.url}\nIts inspector is the page ${control}/; programs steer it at ${control}: see ${control}/openapi.yaml. Ctrl+C ends it.`,
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function helpText(): string {
  return `auth-mock <spec>... [flags]
auth-mock judge --help

A mock server that issues, expires, rotates and revokes tokens as OpenAPI documents say.

<spec>             a bundled one (${bundledNames().join(", ")}), or the path or URL of a document
--port 4010        0 takes a free one
--host 127.0.0.1   the address to listen on; 0.0.0.0 lets other machines call
--allow-host NAME  a name to be called by, beside loopback ones; may come several times
--tls              https, with a certificate made for this start: for loopback, --host and --allow-host
--tls-cert FILE    the same, and writes what clients are to trust to this file, PEM
--allow-origin URL an origin whose pages may call, such as http://localhost:5173, or '*'; may come several times
--strict           refuse what real servers let pass though no document says so
--session-maximum PT8H  no token outlives its login by more than this
--sign-in-page     who signs in sees a page with two buttons; without it they come back at once
--expose-nothing   those pages may read no header of an answer
--json             one line of JSON when it is ready: url, specs, control, and ca with --tls
--help, -h         this text

When it runs, GET /_mock/openapi.yaml describes how to steer it.`;
}
