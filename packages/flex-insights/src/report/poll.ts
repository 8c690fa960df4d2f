import type { Clock } from "@freshkey/auth-runtime";
import { pause } from "@freshkey/auth-runtime/retry";
import type { FlexInsightsClient } from "../index.ts";
import { ReportError, retold } from "./error.ts";
import { waitOf } from "./wait.ts";

/** What polling needs to know. */
export interface Polling {
  readonly client: FlexInsightsClient;
  readonly workspace: string;
  readonly clock: Clock | undefined;
  readonly signal: AbortSignal | undefined;
  /** The longest wait between two polls, ms. */
  readonly cap: number;
  /** When to give up, ms from now. */
  readonly timeout: number;
  readonly onPoll: (polls: number) => void;
}

/** A file that is there: its answer, and how often it was asked for before. `body` is absent where there is none. */
export interface Computed {
  readonly response: Response;
  readonly body: ReadableStream<Uint8Array> | undefined;
  readonly polls: number;
}

/** A gateway in between, or too many polls: the report is still being computed. */
const passing = new Set([429, 502, 503, 504]);
const mostInARow = 5;

/** Asks for the file until it is there, or the time is over. */
export async function poll(uri: string, polling: Polling): Promise<Computed> {
  const { clock, signal: caller, cap, timeout, onPoll } = polling;
  const now = (): number => clock?.monotonic() ?? performance.now();
  const until = now() + timeout;
  let [address, inARow, polls] = [uri, 0, 0];
  const tooLate = (): ReportError => new ReportError("timed_out", `The report was not there after ${timeout} ms.`, { polls });
  const [late, answered] = [new AbortController(), new AbortController()];
  const signal = caller ? AbortSignal.any([caller, late.signal]) : late.signal;
  // A poll that is never answered ends with it too.
  pause(timeout, { clock, signal: answered.signal })
    .then(() => late.abort(tooLate()))
    .catch(() => {});
  try {
    for (;;) {
      const { response, data } = await ask(address, { ...polling, signal }, polls);
      const { status, headers } = response;
      inARow = passing.has(status) ? inARow + 1 : 0;
      if (status !== 202 && (!inARow || inARow > mostInARow)) {
        if (!response.ok) throw unavailable(status, polls);
        return { response, body: data, polls };
      }
      if (status === 202) address = await nextAddress(response, data, address);
      onPoll((polls += 1));
      const wait = waitOf(headers, polls, clock?.now() ?? Date.now(), cap);
      if (now() + wait > until) throw tooLate();
      await pause(wait, { clock, signal });
    }
  } finally {
    answered.abort();
  }
}

async function ask(address: string, { client, workspace, signal }: Polling, polls: number): Promise<{ readonly response: Response; readonly data: ReadableStream<Uint8Array> | undefined }> {
  const init = { params: { path: { workspace, downloadId: "" } }, parseAs: "stream", signal: signal ?? null } as const;
  // The template only names the operation: the address is the server's own.
  const pathSerializer = (template: string): string => follow(address, template.slice(0, template.indexOf("/gdc/projects/")));
  const answer = client.GET("/gdc/projects/{workspace}/execute/raw/{downloadId}", { ...init, pathSerializer });
  const { response, data } = await answer.catch((error: unknown) => {
    signal?.throwIfAborted();
    throw retold(error, polls);
  });
  return { response, data: (data ?? undefined) as ReadableStream<Uint8Array> | undefined };
}

/** The address as the server gave it, below the client's own server: the token goes nowhere else. */
function follow(address: string, base: string): string {
  const { origin, pathname } = new URL(base);
  const inside = pathname !== "/" && address.startsWith(`${pathname}/`) ? origin : base;
  const url = address.startsWith("/") ? inside + address : address;
  if (!URL.canParse(url) || new URL(url).origin !== origin) throw new ReportError("foreign_address", `The report's address is not on ${origin}: nothing was sent there.`);
  return url;
}

async function nextAddress({ headers }: Response, data: ReadableStream<Uint8Array> | undefined, address: string): Promise<string> {
  const body = (await new Response(data ?? null).json().catch(() => undefined)) as { readonly uri?: unknown } | undefined;
  const told = headers.get("location") ?? body?.uri;
  return typeof told === "string" && told !== "" ? told : address;
}

function unavailable(status: number, polls: number): ReportError {
  const details = { status, polls };
  if (status === 410 || status === 404) return new ReportError("gone", "The file is no longer there: export the report again.", details);
  if (status === 413) return new ReportError("too_large", "The report is larger than the API exports (1 GB): narrow it by a filter.", details);
  if (status < 500) return new ReportError("refused", `The file was refused with ${status}.`, details);
  return new ReportError("failed", `The report could not be computed: ${status}.`, details);
}
