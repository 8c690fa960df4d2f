/** One request as a stub vendor saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  readonly bytes: Uint8Array;
}
export type Answer = Response | Error | undefined | Promise<Response | Error | undefined>;

/** A vendor in memory. Counts calls; any answer can be replaced or slowed down. */
export interface Stub {
  readonly fetch: typeof fetch;
  readonly seen: Seen[];
  count(path: string): number;
  /** The paths seen since `from`, in order. */
  paths(from?: number): string[];
  /** Replaces the answer to paths that start so: `undefined` falls through to the usual one. */
  on(path: string, answer: (seen: Seen, nth: number) => Answer): void;
  /** Real ms between the judgement of a request and its answer. */
  latency: ((seen: Seen) => number) | undefined;
}

export const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body), { ...init, headers: { "content-type": "application/json", ...(init.headers as Record<string, string>) } });
export const html = (status = 200): Response => new Response("<html>no</html>", { status, headers: { "content-type": "text/html" } });

/** What `fetch` throws when the network fails. */
export const networkError = (code: string): Error => new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });

export function stub(usual: (seen: Seen) => Response): Stub {
  const seen: Seen[] = [];
  const answers = new Map<string, (seen: Seen, nth: number) => Answer>();
  const self: Stub = {
    seen,
    latency: undefined,
    count: (path) => seen.filter((one) => one.path === path).length,
    paths: (from = 0) => seen.slice(from).map((one) => one.path),
    on: (path, answer) => answers.set(path, answer),
    fetch: async (input, { signal, ...init } = {}) => {
      signal?.throwIfAborted();
      const request = new Request(input, init.body instanceof ReadableStream ? ({ ...init, duplex: "half" } as RequestInit) : init);
      const url = new URL(request.url);
      const bytes = new Uint8Array(await request.arrayBuffer());
      const one: Seen = { method: request.method, path: url.pathname, url: request.url, headers: request.headers, body: new TextDecoder().decode(bytes), bytes };
      seen.push(one);
      const key = [...answers.keys()].find((path) => one.path.startsWith(path));
      const replaced = key === undefined ? undefined : answers.get(key)?.(one, seen.filter((other) => other.path.startsWith(key)).length);
      const judged = replaced instanceof Promise ? replaced.then((answer) => answer ?? usual(one)) : (replaced ?? usual(one));
      const ms = self.latency?.(one);
      if (ms) await new Promise((resolve) => setTimeout(resolve, ms));
      const answer = signal ? await unlessAborted(judged, signal) : await judged;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return self;
}

async function unlessAborted<T>(work: T | Promise<T>, signal: AbortSignal): Promise<T> {
  let leave: (() => void) | undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave);
  });
  return Promise.race([work, left]).finally(() => signal.removeEventListener("abort", leave as () => void));
}
