/** The small apps that are bundled: what somebody who calls one operation would write. */
export interface App {
  readonly name: string;
  readonly code: string;
  /** Compared with bare openapi-fetch. */
  readonly isClient?: true;
  /** The figure of the plan, in bytes. For a client: what it may add to bare openapi-fetch. */
  readonly target?: number;
}

const client = (name: string, prefix: string, call: string, target: number): App => ({
  name,
  target,
  isClient: true,
  code: `import { create${prefix}Client } from "@freshkey/${name}";\nexport const go = (credentials) => create${prefix}Client({ credentials }).${call};`,
});

/** The peer: openapi-fetch with nothing added. It knows no tokens at all. */
export const bare = "openapi-fetch";

export const apps: readonly App[] = [
  {
    name: bare,
    code: `import createClient from "openapi-fetch";\nexport const go = (baseUrl) => createClient({ baseUrl }).GET("/orders/{orderId}", { params: { path: { orderId: "1" } } });`,
  },
  {
    name: "core",
    target: 3600,
    code: `import { authFetch, createSession, memoryStore } from "@freshkey/auth-runtime";
export const go = (chain, credentials, url) => authFetch(createSession(chain, { credentials, store: memoryStore() }))(url);`,
  },
  client("flex-insights", "FlexInsights", `GET("/gdc/projects/{workspace}/execute/raw/{downloadId}", { params: { path: { workspace: "w", downloadId: "1" } } })`, 4000),
  client("flexcharge", "FlexCharge", `GET("/orders/{orderId}", { params: { path: { orderId: "1" } } })`, 4000),
  client("simacan", "Simacan", `PUT("/trips/insertOrUpdate", { body: { trips: [] } })`, 4000),
  client("twilio-flex", "TwilioFlex", `GET("/v4/Instances/{InstanceSid}/Users", { params: { path: { InstanceSid: "GO0" } } })`, 4600),
];
