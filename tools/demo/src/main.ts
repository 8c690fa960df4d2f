import { parseArgs } from "node:util";
import { startDemo } from "./demo.ts";

const usage = `pnpm demo [--provider mock|oidc] [--port 4020] [--life 30]

--provider  who plays the other side: auth-mock, or a real OpenID provider behind a bridge
--port      where the page is; 0 takes a free port
--life      seconds that a token lives`;

interface CommandLine {
  readonly provider: "mock" | "oidc";
  readonly port: number;
  readonly life: number;
}

function read(): CommandLine | string {
  try {
    const { values } = parseArgs({
      options: { provider: { type: "string", default: "mock" }, port: { type: "string", default: "4020" }, life: { type: "string", default: "30" }, help: { type: "boolean", short: "h" } },
    });
    const { provider, help } = values;
    const [port, life] = [Number(values.port), Number(values.life)];
    if (help) return usage;
    if (provider !== "mock" && provider !== "oidc") return `--provider is mock or oidc.\n\n${usage}`;
    if (!(Number.isInteger(port) && port >= 0 && port < 65_536)) return `--port is a number up to 65535.\n\n${usage}`;
    if (!(Number.isInteger(life) && life >= 2 && life <= 3600)) return `--life is a number of seconds from 2 to 3600.\n\n${usage}`;
    return { provider, port, life };
  } catch (error) {
    return `${(error as Error).message}\n\n${usage}`;
  }
}

const options = read();
if (typeof options === "string") {
  console.log(options);
  process.exitCode = options === usage ? 0 : 1;
} else {
  const demo = await startDemo(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    console.log(`Port ${options.port} is taken: add --port 0 for a free one.`);
    process.exitCode = 1;
  });
  if (demo) {
    console.log(`Open ${demo.url} in a browser. Ctrl-C ends the demo.`);
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void demo.close());
  }
}
