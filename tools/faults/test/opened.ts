import { startAuthMock, type AuthMock } from "@freshkey/auth-mock";
import type { AuthEvent, SessionOptions } from "@freshkey/auth-runtime";
import { createFlexInsightsClient, type FlexInsightsClient } from "@freshkey/flex-insights";
import { createSimacanClient, type SimacanClient } from "@freshkey/simacan";
import { onTestFinished } from "vitest";

/** A real client on a real mock, over TCP, in the mock's time. */
export interface Opened<Client> {
  readonly mock: AuthMock;
  readonly client: Client;
  readonly events: AuthEvent[];
  /** One authorised call. */
  send(init?: object): Promise<{ readonly ok: boolean; readonly response: Response }>;
  /** Another client on the same mock. */
  again(options?: Partial<SessionOptions<any>>): Promise<Opened<Client>>;
}

const spec = (name: string): URL => new URL(`../../../specs/${name}.openapi.yaml`, import.meta.url);

export const password = "canary-password";

async function start(name: string): Promise<AuthMock> {
  const mock = await startAuthMock({ spec: spec(name) });
  onTestFinished(() => mock.close());
  return mock;
}

/** Simacan: password, a refresh token that works once, an access token of an hour. */
export async function openSimacan(options: Partial<SessionOptions<any>> = {}, mock?: AuthMock): Promise<Opened<SimacanClient>> {
  const own = mock ?? (await start("simacan"));
  const events: AuthEvent[] = [];
  const client = createSimacanClient({ credentials: { username: "ada", password }, server: own.url, clock: own.clock, onEvent: (event) => events.push(event), ...options });
  return {
    mock: own,
    client,
    events,
    send: (init) => client.PUT("/trips/insertOrUpdate", { body: { trips: [{ tripId: "trip-1" }] }, ...init }),
    again: (more) => openSimacan({ ...options, ...more }, own),
  };
}

/** Flex Insights: login, an SST of two weeks, TTs of ten minutes. Nothing rotates. */
export async function openFlexInsights(options: Partial<SessionOptions<any>> = {}, mock?: AuthMock): Promise<Opened<FlexInsightsClient>> {
  const own = mock ?? (await start("flex-insights"));
  const events: AuthEvent[] = [];
  const client = createFlexInsightsClient({ credentials: { login: "ada@example.com", password }, server: own.url, clock: own.clock, onEvent: (event) => events.push(event), ...options });
  return {
    mock: own,
    client,
    events,
    send: (init) => client.GET("/gdc/app/account/bootstrap", { ...init }),
    again: (more) => openFlexInsights({ ...options, ...more }, own),
  };
}

/** What is closed when the test ends. */
export function closing<T extends { close(): unknown }>(one: T): T {
  onTestFinished(async () => void (await one.close()));
  return one;
}

/** The error of a promise that must fail. */
export async function failure(work: Promise<unknown>): Promise<any> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

/** Waits until something has happened; fails when it does not. */
export async function until(happened: () => boolean): Promise<void> {
  for (let turn = 0; !happened(); turn += 1) {
    if (turn > 5000) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** The refresh tokens that reached the mock, oldest first. */
export const spentTokens = (mock: AuthMock): (string | null)[] =>
  mock.journal.filter(({ operationId }) => operationId === "refreshTokens").map(({ request }) => new URLSearchParams(request.body).get("refresh_token"));
