/**
 * Drives a Simacan client with a file store in this process, as `auth-mock judge` wants it: lines of JSON on stdin and stdout.
 * @module
 */
import { createInterface } from "node:readline";
import { isAuthError, type Clock } from "@freshkey/auth-runtime";
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { createSimacanClient, type SimacanClient } from "../src/index.ts";

interface Wire {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

let client: SimacanClient;
let wire: { readonly clock: Clock; move(ms: number): void } | undefined;
const calls = new Map<string, AbortController>();

const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

function kindOf(error: unknown): string {
  if (!isAuthError(error)) return (error as Error).name === "AbortError" ? "aborted" : "other";
  if (error.name === "ReauthenticationRequiredError") return "needs-login";
  return error.code === "rate_limited" ? "rate-limited" : "unavailable";
}

/** A clock that starts at `now` and is moved on by the judge. */
function followed(now: number): NonNullable<typeof wire> {
  const start = now - Date.now();
  let moved = 0;
  const timers = new Set<{ readonly due: number; readonly fire: () => void }>();
  const monotonic = (): number => performance.now() + moved;
  return {
    clock: {
      now: () => Date.now() + start + moved,
      monotonic,
      after(ms, callback) {
        const fire = (): void => {
          stop();
          callback();
        };
        const timer = { due: monotonic() + ms, fire };
        const real = setTimeout(fire, ms);
        const stop = (): void => {
          clearTimeout(real);
          timers.delete(timer);
        };
        timers.add(timer);
        return stop;
      },
    },
    move(ms) {
      moved += ms;
      for (const { due, fire } of [...timers].sort((one, other) => one.due - other.due)) if (due <= monotonic()) fire();
    },
  };
}

async function send({ method, path, headers, body }: Wire, signal?: AbortSignal): Promise<object> {
  try {
    // The body is on the wire's form already.
    const init = { headers: { "content-type": "application/json", ...headers }, body, bodySerializer: (text: unknown) => text, signal };
    const { status } = await client.request(method.toLowerCase() as "put", path as never, init as never);
    return { status };
  } catch (error) {
    return { error: kindOf(error) };
  }
}

const verbs: Readonly<Record<string, (line: any) => object | Promise<object>>> = {
  hello: () => ({ specs: ["simacan"], can: ["clock", "store", "signOut", "abort", "events"] }),
  open({ server, credentials, store, now, callsInEvents }) {
    wire = now === undefined ? undefined : followed(now);
    let calling = false;
    const onEvent = (): void => {
      if (!callsInEvents || calling) return;
      calling = true;
      void send(callsInEvents).then(() => (calling = false));
    };
    client = createSimacanClient({ server, credentials, store: fileStore(store), onEvent, ...(wire && { clock: wire.clock }) });
    return {};
  },
  async call({ call, request }) {
    const aborting = new AbortController();
    calls.set(call, aborting);
    return send(request, aborting.signal);
  },
  abort({ call }) {
    calls.get(call)?.abort();
    return {};
  },
  advance({ ms }) {
    wire?.move(ms);
    return {};
  },
  signOut: () =>
    client.session.signOut().then(
      () => ({ status: 204 }),
      (error: unknown) => ({ error: kindOf(error) }),
    ),
};

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { id, do: verb, ...rest } = JSON.parse(line);
  say({ id, ...(await verbs[verb]?.(rest)) });
});
