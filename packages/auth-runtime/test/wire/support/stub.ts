/** One request as it left. */
export interface Sent {
  readonly url: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Headers;
  readonly init: RequestInit | undefined;
  /** What `fetch` was really called with. */
  readonly input: RequestInfo | URL;
  /** Known once the body was read. */
  bytes: string;
  type: string | null;
}
export type Answer = Response | Promise<Response> | Error | undefined;

export interface Stub {
  readonly fetch: typeof fetch;
  readonly sent: Sent[];
  readonly alive: Set<string>;
  /** Paths (prefixes) whose every call is answered 401. */
  readonly closed: Set<string>;
  data(): Sent[];
  logins(): number;
  renewals(): number;
  /** Replaces the answer of a path; `undefined` falls through. */
  on(path: string, answer: (sent: Sent, nth: number) => Answer): void;
  killAccess(): void;
}

export const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body), { ...init, headers: { "content-type": "application/json", ...(init.headers as Record<string, string>) } });

/** Bytes and content type of a body, as a server would see them. A form's boundary is made equal. */
export async function bytesOf(body: BodyInit | null | undefined, given: string | null): Promise<readonly [bytes: string, type: string | null]> {
  if (body == null) return ["", given];
  const response = new Response(body);
  const type = given ?? response.headers.get("content-type");
  const bytes = Buffer.from(await response.arrayBuffer()).toString("latin1");
  const boundary = /boundary=(.+)$/.exec(response.headers.get("content-type") ?? type ?? "")?.[1];
  return boundary ? [bytes.replaceAll(boundary, "BOUNDARY"), (type as string).replace(boundary, "BOUNDARY")] : [bytes, type];
}

/** An API in memory: issues tokens, knows the living ones, writes down what it got. Its first lines run in the tick of the call. */
export function stub(): Stub {
  let serial = 0;
  const answers = new Map<string, (sent: Sent, nth: number) => Answer>();
  const sessions = new Set<string>();
  const self: Stub = {
    sent: [],
    alive: new Set(),
    closed: new Set(),
    data: () => self.sent.filter((one) => !one.path.includes("/token")),
    logins: () => self.sent.filter((one) => one.path.endsWith("/token")).length,
    renewals: () => self.sent.filter((one) => one.path.endsWith("/token/renewal")).length,
    on: (path, answer) => answers.set(path, answer),
    killAccess: () => self.alive.clear(),
    fetch: async (input, init) => {
      const request = typeof input === "object" && "clone" in input ? input : undefined;
      const headers = new Headers(init?.headers ?? request?.headers);
      const url = request?.url ?? String(input);
      const one: Sent = { url, path: new URL(url).pathname, method: init?.method ?? request?.method ?? "GET", headers, init, input, bytes: "", type: headers.get("content-type") };
      self.sent.push(one);
      [one.bytes, one.type] = await bytesOf(init?.body ?? request?.body, one.type);
      const key = [...answers.keys()].find((path) => one.path.startsWith(path));
      const given = key === undefined ? undefined : await answers.get(key)?.(one, self.sent.filter((other) => other.path.startsWith(key)).length);
      if (given instanceof Error) throw given;
      if (given) return given;
      const fields = new URLSearchParams(one.bytes);
      const issue = () => {
        const [access_token, session_token] = [`canary-access-${++serial}`, `canary-session-${serial}`];
        self.alive.add(access_token);
        sessions.add(session_token);
        return json({ access_token, session_token, expires_in: 3600 });
      };
      if (one.path.endsWith("/token")) return fields.get("password") === "canary-password" ? issue() : json({}, { status: 401 });
      if (one.path.endsWith("/token/renewal")) return sessions.has(fields.get("session_token") ?? "") ? issue() : json({}, { status: 401 });
      const carried = /(?:Bearer |AT=)([^; ]+)/.exec(`${headers.get("authorization")} ${headers.get("cookie")}`)?.[1] ?? "";
      if ([...self.closed].some((path) => one.path.startsWith(path))) return json({ problem: "closed" }, { status: 401 });
      const open = one.path.startsWith("/public") || headers.get("authorization")?.startsWith("Basic ");
      return open || self.alive.has(carried) ? json({ name: "Delft", carried }) : json({ problem: "token" }, { status: 401 });
    },
  };
  return self;
}
