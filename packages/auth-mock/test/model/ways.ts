import { createHash } from "node:crypto";
import type { Rules } from "./book.ts";
import { kinds } from "./document.ts";

type Shot = readonly [path: string, init?: RequestInit];
/** Values by the book's names, `access` and `refresh`. */
export type Values = Readonly<Record<string, string>>;

/** One chain as its client sees it: how its requests look, and by which rules its server plays. */
export interface Way {
  readonly rules: Rules;
  /** What the mock calls the book's tokens. */
  readonly names: Readonly<Record<string, string>>;
  logIn(account: string, password: string): Shot;
  read(body: any): Values;
  renew?(token: string): Shot;
  use(token: string): Shot;
  signOut?(token: string): Shot;
}

export interface Api {
  readonly name: string;
  readonly spec: string | URL;
  readonly ways: readonly Way[];
}

// Not from ../mock.ts: that one needs vitest around it.
const realSpec = (name: string): URL => new URL(`../../../../specs/${name}.openapi.yaml`, import.meta.url);
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const basic = (username: string, password: string): Record<string, string> => ({ authorization: `Basic ${btoa(`${username}:${password}`)}` });

const minute = 60_000;
const hour = 60 * minute;
const success = { login: 200, renew: 200, data: 200, signOut: 200 } as const;

const json = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});
const form = (fields: Record<string, string>): RequestInit => ({ method: "POST", body: new URLSearchParams(fields) });
const pick = (body: any, names: Readonly<Record<string, string>>): Values =>
  Object.fromEntries(Object.entries(names).flatMap(([mine, theirs]) => (typeof body?.[theirs] === "string" ? [[mine, body[theirs]]] : [])));

export function rotations(spec: URL): Api {
  const lives: Readonly<Record<string, number>> = { PT2H: 2 * hour, PT40S: 40_000 };
  const gives = ["access", "refresh"];
  return {
    name: "rotations",
    spec,
    ways: kinds.map(({ name, rotation, refreshLife }) => ({
      rules: {
        lives: { access: 10 * minute, refresh: refreshLife === undefined ? undefined : lives[refreshLife] },
        loginGives: gives,
        renewGives: gives,
        renews: "refresh",
        rotation: typeof rotation === "object" ? { grace: 30_000 } : rotation,
        refusedLogin: 401,
        success: { ...success, data: 204 },
      },
      names: { access: `${name}Access`, refresh: `${name}Refresh` },
      logIn: (user, secret) => [`/${name}/login`, json("POST", { user, secret })],
      read: (body) => pick(body, { access: "access", refresh: "refresh" }),
      renew: (refresh) => [`/${name}/refresh`, json("POST", { refresh })],
      use: (token) => [`/${name}/data`, { headers: bearer(token) }],
      signOut: (token) => [`/${name}/data`, { method: "DELETE", headers: bearer(token) }],
    })),
  };
}

export const simacan: Api = {
  name: "simacan",
  spec: realSpec("simacan"),
  ways: [
    {
      rules: { lives: { access: hour, refresh: 24 * hour }, loginGives: ["access", "refresh"], renewGives: ["access", "refresh"], renews: "refresh", rotation: "strict", refusedLogin: 401, success },
      names: { access: "accessToken", refresh: "refreshToken" },
      logIn: (username, password) => ["/auth/password", form({ username, password })],
      read: (body) => pick(body, { access: "access_token", refresh: "refresh_token" }),
      renew: (token) => ["/auth/refresh", form({ refresh_token: token })],
      use: (token) => [
        "/trips/insertOrUpdate",
        json(
          "PUT",
          {
            trips: [
              {
                tripId: "trip-1",
                actions: [
                  { stopId: "stop-1", type: "LOADING" },
                  { stopId: "stop-2", type: "UNLOADING" },
                ],
              },
            ],
          },
          bearer(token),
        ),
      ],
    },
  ],
};

export const flexInsights: Api = {
  name: "flex-insights",
  spec: realSpec("flex-insights"),
  ways: [
    {
      rules: { lives: { access: 10 * minute, refresh: 14 * 24 * hour }, loginGives: ["refresh"], renewGives: ["access"], renews: "refresh", rotation: "none", refusedLogin: 401, success },
      names: { access: "tt", refresh: "sst" },
      logIn: (login, password) => ["/gdc/account/login", json("POST", { postUserLogin: { login, password, remember: 0, verify_level: 2 } })],
      read: (body) => (body?.userLogin ? { refresh: body.userLogin.token } : body?.userToken ? { access: body.userToken.token } : {}),
      renew: (token) => ["/gdc/account/token", { headers: { "x-gdc-authsst": token, accept: "application/json" } }],
      use: (token) => ["/gdc/app/account/bootstrap", { headers: { "x-gdc-authtt": token, accept: "application/json" } }],
    },
  ],
};

export const flexcharge: Api = {
  name: "flexcharge",
  spec: realSpec("flexcharge"),
  ways: [
    {
      rules: { lives: { access: 10 * minute }, loginGives: ["access"], renewGives: [], renews: undefined, rotation: "none", refusedLogin: 401, success },
      names: { access: "accessToken" },
      logIn: (AppKey, AppSecret) => ["/oauth2/token", json("POST", { AppKey, AppSecret })],
      read: (body) => pick(body, { access: "accessToken" }),
      use: (token) => ["/orders/order-1", { headers: bearer(token) }],
    },
  ],
};

const instance = "GO00000000000000000000000000000001";
/** The mock has a `user1` in every instance, with an id made of both names. */
const user1 = `FU${createHash("sha256").update(`${instance}/user1`).digest("hex").slice(0, 32)}`;

export const twilioFlex: Api = {
  name: "twilio-flex",
  spec: realSpec("twilio-flex"),
  ways: [
    {
      rules: { lives: { access: hour }, loginGives: ["access"], renewGives: [], renews: undefined, rotation: "none", refusedLogin: 401, success: { ...success, login: 201 } },
      names: { access: "flexToken" },
      logIn: (account, password) => [`/v4/Instances/${instance}/Users/${user1}/Tokens`, json("POST", {}, basic(account, password))],
      read: (body) => pick(body, { access: "access_token" }),
      use: (token) => ["/api/v1/Session", { headers: { "x-flex-jwe": token } }],
    },
  ],
};
