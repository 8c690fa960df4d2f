import type { TokenChain } from "@freshkey/auth-runtime";

type Rotation = "none" | "strict" | "grace";

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A password buys an access token of an hour and a refresh token; what becomes of a spent one differs. */
export function chainOf(rotation: Rotation): TokenChain<Credentials> {
  const outputs = { access: ({ body }: { body: any }) => body.access, refresh: ({ body }: { body: any }) => body.refresh };
  const expiresIn = { access: ({ body }: { body: any }) => body.expires };
  return {
    name: `chaos-${rotation}`,
    servers: [{ production: "https://api.example.com" }],
    credentials: ["username", "password"],
    principal: ["username"],
    tokens: { access: { lifetime: 3600 }, refresh: { lifetime: 86_400, renew: "onRefusal", ...(rotation !== "none" && { rotation: rotation === "strict" ? "strict" : { grace: 60 } }) } },
    schemes: { bearer: { token: "access", header: (value) => ["authorization", `Bearer ${value}`] } },
    grants: [
      { method: "POST", path: "/refresh", needs: ["refresh"], refusedBy: { 401: "refresh" }, body: ({ tokens }) => ({ refresh: tokens.refresh }), outputs, expiresIn },
      { method: "POST", path: "/login", credentials: ["username", "password"], refusedBy: { 401: "credentials" }, body: ({ credentials }) => ({ ...credentials }), outputs, expiresIn },
    ],
  };
}

export const credentials: Credentials = { username: "ada", password: "canary-password" };

/** What goes wrong with a token request: nothing, before the vendor has seen it, or after it has done its part. */
export type Trouble = "none" | "unsent" | "reset" | "lost" | "5xx before" | "5xx after" | "hang";

/** A vendor in memory, with troubles of its network. */
export interface Vendor {
  readonly fetch: typeof fetch;
  logins: number;
  refreshes: number;
  /** Refused refresh tokens: the only reason here is that they were spent before. */
  alarms: number;
  /** Requests of which the client cannot know whether they did anything. */
  maybeSent: number;
}

export function vendorOf(rotation: Rotation, now: () => number, trouble: () => Trouble): Vendor {
  let serial = 0;
  let live = "";
  let spent = "";
  let spentAt = 0;
  const answer = (): Response => {
    serial += 1;
    if (rotation === "none") live ||= "canary-refresh";
    else [spent, live, spentAt] = [live, `canary-refresh-${serial}`, now()];
    return Response.json({ access: `canary-access-${serial}`, refresh: live, expires: 3600 });
  };
  const act = (path: string, body: string): Response => {
    if (path === "/login") {
      self.logins += 1;
      spent = "";
      return answer();
    }
    self.refreshes += 1;
    const { refresh } = JSON.parse(body) as { refresh: string };
    if (refresh === live) return answer();
    if (refresh === spent && rotation === "grace" && now() - spentAt <= 60_000) return Response.json({ access: `canary-access-${(serial += 1)}`, refresh: live, expires: 3600 });
    self.alarms += 1;
    return new Response("", { status: 401 });
  };
  const network = (code: string): Error => new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
  const self: Vendor = {
    logins: 0,
    refreshes: 0,
    alarms: 0,
    maybeSent: 0,
    fetch: async (input, init) => {
      const { pathname } = new URL(String(input));
      const what = trouble();
      if (what !== "none" && what !== "unsent") self.maybeSent += 1;
      if (what === "unsent") throw network("ECONNREFUSED");
      if (what === "reset") throw network("ECONNRESET");
      if (what === "5xx before") return new Response("", { status: 503 });
      if (what === "hang") await new Promise((_, fail) => init?.signal?.addEventListener("abort", () => fail(init.signal?.reason)));
      const done = act(pathname, String(init?.body));
      if (what === "lost") throw network("ECONNRESET");
      return what === "5xx after" ? new Response("", { status: 502 }) : done;
    },
  };
  return self;
}
