import { parseArgs } from "node:util";
import { AuthMockError } from "../error.ts";

/** What the command line asks for. */
export interface CommandLine {
  readonly specs: readonly string[];
  readonly port: number;
  readonly host: string;
  readonly allowHosts: readonly string[];
  readonly tls: boolean;
  /** Where the authority's certificate is written; absent: nowhere. */
  readonly certificateFile?: string;
  readonly allowOrigins?: readonly string[] | "*";
  readonly exposeHeaders: boolean;
  readonly leniency: "realistic" | "strict";
  readonly sessionMaximum?: string;
  readonly signIn: "at once" | "page";
  readonly json: boolean;
  readonly help: boolean;
}

const remedy = "`auth-mock --help` shows what there is.";

/** Reads the arguments. Throws `AuthMockError` that says what to do. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const { "tls-cert": certificateFile, "allow-origin": origins, "session-maximum": sessionMaximum } = values;
  return {
    specs: positionals,
    port: readPort(values.port),
    host: values.host,
    allowHosts: values["allow-host"],
    tls: values.tls || certificateFile !== undefined,
    ...(certificateFile !== undefined && { certificateFile }),
    ...(origins.length > 0 && { allowOrigins: String(origins) === "*" ? "*" : origins }),
    exposeHeaders: !values["expose-nothing"],
    leniency: values.strict ? "strict" : "realistic",
    ...(sessionMaximum !== undefined && { sessionMaximum }),
    signIn: values["sign-in-page"] ? "page" : "at once",
    json: values.json,
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: { type: "string", default: "4010" },
        host: { type: "string", default: "127.0.0.1" },
        "allow-host": { type: "string", multiple: true, default: [] },
        tls: { type: "boolean", default: false },
        "tls-cert": { type: "string" },
        "allow-origin": { type: "string", multiple: true, default: [] },
        "expose-nothing": { type: "boolean", default: false },
        strict: { type: "boolean", default: false },
        "session-maximum": { type: "string" },
        "sign-in-page": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    // The first sentence names the flag, the rest is about quoting.
    const [what = ""] = (error as Error).message.split(/\.?\n|\. /);
    throw new AuthMockError(`${what}. ${remedy}`);
  }
}

function readPort(given: string): number {
  const port = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN;
  if (!(port <= 65_535)) throw new AuthMockError(`--port ${JSON.stringify(given)} is no port. Write a number up to 65535; 0 takes a free one.`);
  return port;
}
