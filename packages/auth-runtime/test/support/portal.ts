import { endSession } from "../../src/chain/index.ts";
import type { TokenChain } from "../../src/index.ts";
import { json, stub, type Seen, type Stub } from "./stub.ts";

export interface Login {
  readonly login: string;
  readonly password: string;
}

/** A long-lived token that buys short-lived ones, as Flex Insights does it: login -> SST -> TT. */
export const twoLinks: TokenChain<Login> = {
  name: "two-links",
  servers: [{ production: "https://api.example.com" }],
  credentials: ["login", "password"],
  principal: ["login"],
  tokens: { tt: { lifetime: 600 }, sst: { lifetime: 1_209_600, renew: "onRefusal" } },
  values: { profile: {} },
  schemes: { tt: { token: "tt", header: (value) => ["x-tt", value] }, sst: { token: "sst", header: (value) => ["x-sst", value] } },
  grants: [
    { method: "GET", path: "/temporary", needs: ["sst"], security: ["sst"], outputs: { tt: ({ body }) => body.tt } },
    {
      method: "POST",
      path: "/login",
      credentials: ["login", "password"],
      refusedBy: { 401: "credentials" },
      body: ({ credentials }) => ({ login: credentials.login, password: credentials.password }),
      outputs: { sst: ({ body }) => body.sst, profile: ({ body }) => body.profile },
    },
  ],
  signOut: { run: endSession, method: "DELETE", path: "/account/login/{id}", security: ["sst", "tt"], reference: "profile" },
};

export const login: Login = { login: "ada", password: "canary-password" };

export interface Portal extends Stub {
  /** Tokens that are accepted. */
  readonly ssts: Set<string>;
  readonly tts: Set<string>;
  usual(seen: Seen): Response;
  /** Where the login says that signing out is done. */
  profile: string;
}

export function portal(): Portal {
  let serial = 0;
  const ssts = new Set<string>();
  const tts = new Set<string>();
  const no = () => new Response("", { status: 401 });
  const usual = (one: Seen): Response => {
    const sst = one.headers.get("x-sst") ?? "";
    const tt = one.headers.get("x-tt") ?? "";
    serial += 1;
    if (one.path === "/login") {
      if (JSON.parse(one.body).password !== login.password) return no();
      ssts.add(`canary-sst-${serial}`);
      return json({ sst: `canary-sst-${serial}`, profile: self.profile });
    }
    if (one.path === "/temporary") {
      if (!ssts.has(sst)) return no();
      tts.add(`canary-tt-${serial}`);
      return json({ tt: `canary-tt-${serial}` });
    }
    if (one.method === "DELETE") {
      if (!ssts.has(sst) || !tts.has(tt)) return no();
      ssts.delete(sst);
      tts.delete(tt);
      return new Response(null, { status: 204 });
    }
    return tts.has(tt) ? json({ ok: true }) : no();
  };
  const self: Portal = Object.assign(stub(usual), { ssts, tts, usual, profile: "/account/login/7" });
  return self;
}
