/** One request as the stub vendor saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}
export type Answer = Response | Promise<Response> | Error | undefined;

/** A vendor of rotating tokens in memory. Counts calls; any answer can be replaced. */
export interface Vendor {
  readonly fetch: typeof fetch;
  readonly seen: Seen[];
  /** Access tokens that the API accepts. */
  readonly alive: Set<string>;
  count(path: string): number;
  /** Replaces the answer to a path: `undefined` falls through to the usual one. */
  on(path: string, answer: (seen: Seen, nth: number) => Answer): void;
  password: string;
  lifetime: number;
  /** Spent refresh tokens that came again. */
  alarms: number;
  killAccess(): void;
  killRefresh(): void;
}

export const json = (body: unknown, init: ResponseInit = {}): Response => new Response(JSON.stringify(body), { ...init, headers: { "content-type": "application/json", ...(init.headers as Record<string, string>) } });

export function vendor(): Vendor {
  let serial = 0;
  const seen: Seen[] = [];
  const alive = new Set<string>();
  const refreshes = new Map<string, "live" | "spent">();
  const answers = new Map<string, (seen: Seen, nth: number) => Answer>();
  const issue = () => {
    serial += 1;
    const [access_token, refresh_token] = [`canary-access-${serial}`, `canary-refresh-${serial}`];
    alive.add(access_token);
    refreshes.set(refresh_token, "live");
    return json({ access_token, refresh_token, token_type: "bearer", expires_in: self.lifetime });
  };
  const usual = (one: Seen): Response => {
    const form = new URLSearchParams(one.body);
    if (one.path === "/password") return form.get("password") === self.password ? issue() : new Response("", { status: 401 });
    if (one.path === "/refresh") {
      const token = form.get("refresh_token") ?? "";
      if (refreshes.get(token) === "spent") self.alarms += 1;
      if (refreshes.get(token) !== "live") return new Response("", { status: 401 });
      refreshes.set(token, "spent");
      return issue();
    }
    const token = (one.headers.get("authorization") ?? "").replace("Bearer ", "");
    return alive.has(token) ? json({ ok: true, echo: one.body }) : new Response("<html>no</html>", { status: 401, headers: { "content-type": "text/html" } });
  };
  const self: Vendor = {
    seen,
    alive,
    password: "canary-password",
    lifetime: 3600,
    alarms: 0,
    count: (path) => seen.filter((one) => one.path === path).length,
    on: (path, answer) => answers.set(path, answer),
    killAccess: () => alive.clear(),
    killRefresh: () => refreshes.clear(),
    fetch: async (input, init) => {
      const request = new Request(input, init?.body instanceof ReadableStream ? ({ ...init, duplex: "half" } as RequestInit) : init);
      const url = new URL(request.url);
      const one: Seen = { method: request.method, path: url.pathname, url: request.url, headers: request.headers, body: await request.text() };
      seen.push(one);
      const key = [...answers.keys()].find((path) => one.path.startsWith(path));
      const given = key === undefined ? undefined : await answers.get(key)?.(one, seen.filter((other) => other.path.startsWith(key)).length);
      if (given instanceof Error) throw given;
      return given ?? usual(one);
    },
  };
  return self;
}
