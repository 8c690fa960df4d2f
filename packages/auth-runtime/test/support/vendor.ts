import { json, stub, type Seen, type Stub } from "./stub.ts";

export type { Seen } from "./stub.ts";

/** A vendor of rotating tokens in memory. */
export interface Vendor extends Stub {
  /** Access tokens that the API accepts. */
  readonly alive: Set<string>;
  /** What the vendor does with a request, side effects included: to do it and then lose the answer. */
  usual(seen: Seen): Response;
  password: string;
  /** Seconds, or a function for each answer. */
  lifetime: unknown;
  /** Spent refresh tokens that came again. */
  alarms: number;
  /** A spent refresh token gives new tokens still. */
  grace: boolean;
  /** Tokens without an answer: as if another session had got them. */
  issue(): { access_token: string; refresh_token: string };
  killAccess(): void;
  killRefresh(): void;
}

export function vendor(): Vendor {
  let serial = 0;
  const alive = new Set<string>();
  const refreshes = new Map<string, "live" | "spent">();
  const answer = () => json({ ...self.issue(), token_type: "bearer", expires_in: typeof self.lifetime === "function" ? self.lifetime() : self.lifetime });
  const usual = (one: Seen): Response => {
    const form = new URLSearchParams(one.body);
    if (one.path === "/password") return form.get("password") === self.password ? answer() : new Response("", { status: 401 });
    if (one.path === "/refresh") {
      const token = form.get("refresh_token") ?? "";
      const state = refreshes.get(token);
      if (state === "spent") self.alarms += 1;
      if (state !== "live" && !(state && self.grace)) return new Response("", { status: 401 });
      refreshes.set(token, "spent");
      return answer();
    }
    const token = (one.headers.get("authorization") ?? "").replace("Bearer ", "");
    return alive.has(token) ? json({ ok: true, echo: one.body }) : new Response("<html>no</html>", { status: 401, headers: { "content-type": "text/html" } });
  };
  const self: Vendor = Object.assign(stub(usual), {
    alive,
    usual,
    password: "canary-password",
    lifetime: 3600 as unknown,
    alarms: 0,
    grace: false,
    issue: () => {
      serial += 1;
      const tokens = { access_token: `canary-access-${serial}`, refresh_token: `canary-refresh-${serial}` };
      alive.add(tokens.access_token);
      refreshes.set(tokens.refresh_token, "live");
      return tokens;
    },
    killAccess: () => alive.clear(),
    killRefresh: () => refreshes.clear(),
  });
  return self;
}
