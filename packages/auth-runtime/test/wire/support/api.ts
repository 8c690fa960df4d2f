import { basic, defineTokenChain, form } from "../../../src/chain/index.ts";
import type { Operations, ServerRule, TokenChain } from "../../../src/index.ts";

/** The paths of a small API, as openapi-typescript would write them. */
type Operation<Content, Path = undefined, Body = undefined, Query = undefined> = {
  parameters: { query?: Query extends undefined ? never : Query; header?: never; cookie?: never } & (Path extends undefined ? { path?: never } : { path: Path });
  responses: {
    200: { headers: Record<string, unknown>; content: Content };
    401: { headers: Record<string, unknown>; content: { "application/json": { problem: string } } };
  };
} & (Body extends undefined ? { requestBody?: never } : { requestBody: { content: Body } });
type Json<T> = { "application/json": T };
export interface Trip {
  readonly name: string;
  readonly seats?: number;
}
interface TokenAnswer {
  readonly access_token: string;
  readonly session_token: string;
  readonly expires_in: number;
}

export interface paths {
  "/token": { post: Operation<Json<TokenAnswer>, undefined, { "application/x-www-form-urlencoded": { username: string; password: string } }> };
  "/token/renewal": { post: Operation<Json<TokenAnswer>, undefined, { "application/x-www-form-urlencoded": { session_token: string } }> };
  "/trips": {
    get: Operation<Json<Trip[]>, undefined, undefined, { page?: number; tag?: string[] }>;
    post: Operation<Json<Trip>, undefined, Json<Trip>>;
  };
  "/trips/{trip}": {
    get: Operation<Json<Trip>, { trip: string | number }>;
    put: Operation<Json<Trip>, { trip: string | number }, Json<Trip>>;
    patch: Operation<Json<Trip>, { trip: string | number }, Json<Trip>>;
    delete: Operation<Json<undefined>, { trip: string | number }>;
    head: Operation<Json<undefined>, { trip: string | number }>;
    options: Operation<Json<undefined>, { trip: string | number }>;
  };
  "/forms": {
    post: Operation<Json<Trip>, undefined, { "application/x-www-form-urlencoded": { name: string; note?: string | null | undefined; tag?: (string | null | undefined)[]; seats?: number } }>;
  };
  "/uploads": { post: Operation<Json<Trip>, undefined, { "application/octet-stream": Blob | ArrayBuffer }> };
  "/attachments": { post: Operation<Json<Trip>, undefined, { "multipart/form-data": FormData }> };
  "/tables": { post: Operation<Json<Trip>, undefined, { "text/csv": string }> };
  "/documents": { post: Operation<Json<Trip>, undefined, { "text/xml": string }> };
  "/reports/{report}": { get: Operation<{ "text/csv": string; "application/json": Trip }, { report: string }> };
  "/files/{file}": { get: Operation<Json<Trip>, { file: string }> };
  "/public": { get: Operation<Json<Trip>> };
  "/cookies": { get: Operation<Json<Trip>> };
  "/either": { get: Operation<Json<Trip>> };
  "/account": { get: Operation<Json<Trip>> };
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}
export const credentials: Credentials = { username: "ada", password: "canary-password" };

export const servers: readonly ServerRule[] = [
  { production: "https://api.example.com", staging: "https://staging.example.com/base" },
  { production: "https://files.example.com", staging: "https://files.staging.example.com" },
];

const usual = { security: [["bearer"]] };
export const operations: Operations = {
  "POST /token": { security: [], body: ["application/x-www-form-urlencoded"] },
  "POST /token/renewal": { security: [], body: ["application/x-www-form-urlencoded"] },
  "GET /trips": usual,
  "POST /trips": usual,
  "GET /trips/{trip}": usual,
  "PUT /trips/{trip}": usual,
  "PATCH /trips/{trip}": usual,
  "DELETE /trips/{trip}": usual,
  "HEAD /trips/{trip}": usual,
  "OPTIONS /trips/{trip}": usual,
  "POST /forms": { ...usual, body: ["application/x-www-form-urlencoded"] },
  "POST /uploads": { ...usual, body: ["application/octet-stream"] },
  "POST /attachments": { ...usual, body: ["multipart/form-data"] },
  "POST /tables": { ...usual, body: ["text/csv"] },
  "POST /documents": { ...usual, body: ["text/xml"] },
  "GET /reports/{report}": { ...usual, answer: "text" },
  "GET /files/{file}": { ...usual, server: 1 },
  "GET /public": { security: [] },
  "GET /cookies": { security: [["sessionCookie", "accessCookie"]] },
  "GET /either": { security: [["elsewhere"], ["account", "elsewhere"], ["accessCookie"], ["bearer"]] },
  "GET /account": { security: [["account"]] },
};

/** A password buys a session token, a session token buys access tokens. */
export const chain: TokenChain<Credentials> = defineTokenChain<paths, Credentials>()({
  name: "wire",
  servers,
  credentials: ["username", "password"],
  principal: ["username"],
  tokens: { accessToken: { lifetime: 3600 }, sessionToken: { lifetime: 86400, renew: "onRefusal" } },
  schemes: {
    account: { credentials: ["username", "password"], header: ({ username, password }) => basic(username, password) },
    sessionCookie: { token: "sessionToken", header: (value) => ["cookie", `SID=${value}`] },
    bearer: { token: "accessToken", header: (value) => ["authorization", `Bearer ${value}`] },
    accessCookie: { token: "accessToken", header: (value) => ["cookie", `AT=${value}`] },
  },
  grants: [
    {
      method: "POST",
      path: "/token/renewal",
      needs: ["sessionToken"],
      refusedBy: { 401: "sessionToken" },
      body: ({ tokens }) => form({ session_token: tokens.sessionToken }),
      outputs: { accessToken: ({ body }) => body.access_token },
      expiresIn: { accessToken: ({ body }) => body.expires_in },
    },
    {
      method: "POST",
      path: "/token",
      credentials: ["username", "password"],
      refusedBy: { 401: "credentials" },
      body: ({ credentials }) => form({ username: credentials.username, password: credentials.password }),
      outputs: { accessToken: ({ body }) => body.access_token, sessionToken: ({ body }) => body.session_token },
      expiresIn: { accessToken: ({ body }) => body.expires_in },
    },
  ],
});
