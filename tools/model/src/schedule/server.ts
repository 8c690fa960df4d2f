import type { Rotation } from "./chains.ts";

interface Kept {
  readonly of: string;
  readonly family: number;
  state: "live" | "spent" | "revoked";
  spentAt: number;
}

/** A vendor in memory: rotates, detects reuse, and knows whose each token is. */
export interface Server {
  password: Record<string, string>;
  /** Seconds to stay away; answers 429 until then. */
  closedUntil: number;
  alarms: number;
  logins: number;
  tokenCalls: number;
  readonly refreshes: ReadonlyMap<string, Kept>;
  /** Judges a request to a token endpoint and does what it says. */
  grant(path: string, body: any): readonly [status: number, body: object];
  /** Whose living token this is. */
  owner(token: string): string | undefined;
  /** Revokes access tokens, or all tokens. */
  kill(all: boolean): void;
}

export function openServer(now: () => number, rotation: Rotation, lifetime: number, tell: (what: string) => void): Server {
  let serial = 0;
  const refreshes = new Map<string, Kept>();
  const accesses = new Map<string, { readonly of: string; readonly family: number; alive: boolean; readonly ends: number }>();
  const issue = (of: string, family: number): [number, object] => {
    serial += 1;
    accesses.set(`a-${of}-${serial}`, { of, family, alive: true, ends: now() + lifetime * 1000 });
    refreshes.set(`r-${of}-${serial}`, { of, family, state: "live", spentAt: 0 });
    return [200, { access: `a-${of}-${serial}`, refresh: `r-${of}-${serial}`, expires: lifetime }];
  };
  const alive = (token: string) => {
    const found = accesses.get(token);
    return found?.alive && found.ends > now() ? found : undefined;
  };
  const server: Server = {
    password: {},
    closedUntil: 0,
    alarms: 0,
    logins: 0,
    tokenCalls: 0,
    refreshes,
    grant(path, body) {
      server.tokenCalls += 1;
      if (server.closedUntil > now()) return [429, {}];
      if (path === "/password") {
        if (server.password[body.username] !== body.password) return [401, {}];
        server.logins += 1;
        serial += 1;
        return issue(body.username, serial);
      }
      if (path === "/temporary") {
        const found = alive(body.access);
        if (!found) return [401, {}];
        serial += 1;
        accesses.set(`t-${found.of}-${serial}`, { ...found, ends: now() + lifetime * 250 });
        return [200, { tt: `t-${found.of}-${serial}` }];
      }
      const found = refreshes.get(body.refresh);
      if (!found || found.state === "revoked") return [401, {}];
      if (found.state === "spent") {
        if (typeof rotation === "object" && now() - found.spentAt < rotation.grace * 1000) return issue(found.of, found.family);
        server.alarms += 1;
        tell(`ALARM ${body.refresh}, spent at ${found.spentAt}`);
        for (const one of [...refreshes.values()]) if (one.family === found.family) one.state = "revoked";
        for (const one of accesses.values()) if (one.family === found.family) one.alive = false;
        return [401, {}];
      }
      if (rotation !== "none") {
        found.state = "spent";
        found.spentAt = now();
        tell(`spent ${body.refresh}`);
      }
      return issue(found.of, found.family);
    },
    owner: (token) => alive(token)?.of,
    kill(all) {
      for (const one of accesses.values()) one.alive = false;
      if (all) for (const one of refreshes.values()) if (one.state === "live") one.state = "revoked";
    },
  };
  return server;
}
