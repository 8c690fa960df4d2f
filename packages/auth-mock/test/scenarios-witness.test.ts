import { expect, test } from "vitest";
import { parseScenario } from "../src/scenarios/read.ts";
import { inProcess, runScenario, type DataRequest, type Place, type Verdict } from "../src/scenarios/index.ts";
import { realSpec } from "./mock.ts";

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

type Send = (request: DataRequest, token: string) => Promise<{ readonly status: number }>;

/** Judges a client that is made only to do one thing wrong. */
async function verdictOn(call: (place: Place<any>, send: Send) => (request: DataRequest) => Promise<{ readonly status: number }>, scenario = calls(1), clients = "{ A: {} }"): Promise<Verdict> {
  const store = () => ({ load: async () => undefined, swap: async () => false as const });
  const driver = inProcess({
    store,
    open(place) {
      const send: Send = ({ method, path, headers, text }, token) =>
        fetch(place.server + path, { method, headers: { "content-type": "application/json", ...headers, authorization: `Bearer ${token}` }, ...(text !== undefined && { body: text }) });
      return { call: call(place, send) };
    },
  });
  const text = `id: example\ntitle: An example of a scenario\nwhy: So that it can fail.\nsetup: { clients: ${clients} }\nsteps:\n${scenario}`;
  return runScenario(parseScenario(text, "example.yaml"), { driver, spec: realSpec("simacan") });
}

const calls = (times: number): string => `  - call: { times: ${times}, inARow: true }\n    expect: { answers: { ok: ${times} } }\n`;

async function logIn({ server, credentials }: Place<any>): Promise<Tokens> {
  return (await fetch(`${server}/auth/password`, { method: "POST", body: new URLSearchParams(credentials) })).json() as Promise<Tokens>;
}

const refresh = ({ server }: Place<any>, token: string): Promise<Response> => fetch(`${server}/auth/refresh`, { method: "POST", body: new URLSearchParams({ refresh_token: token }) });

test("a client that does nothing wrong passes", async () => {
  expect(await verdictOn((place, send) => async (request) => send(request, (await logIn(place)).access_token))).toMatchObject({ outcome: "passed", because: [] });
});

test("a spent refresh token that comes again is an alarm, and was presented twice", async () => {
  const { because } = await verdictOn((place, send) => async (request) => {
    const first = await logIn(place);
    await refresh(place, first.refresh_token);
    await refresh(place, first.refresh_token);
    return send(request, (await logIn(place)).access_token);
  });
  expect(because).toEqual(["in all: alarms: expected 0, got 1", "in all: presentedTwice: expected 0, got 1"]);
});

test("a refresh token that comes again after a fault is presented twice, even where its server has not noticed", async () => {
  const fault = `  - fault: { kind: status, status: 503, on: refresh }\n${calls(1)}`;
  const { because } = await verdictOn(
    (place, send) => async (request) => {
      const { refresh_token: token } = await logIn(place);
      await refresh(place, token);
      return send(request, ((await (await refresh(place, token)).json()) as Tokens).access_token);
    },
    fault,
  );
  expect(because).toEqual(["in all: presentedTwice: expected 0, got 1"]);
});

test("after a 429 it may come again", async () => {
  const fault = `  - fault: { kind: retryAfter, value: "1", on: refresh }\n${calls(1)}`;
  const { outcome } = await verdictOn(
    (place, send) => async (request) => {
      const { refresh_token: token } = await logIn(place);
      await refresh(place, token);
      return send(request, ((await (await refresh(place, token)).json()) as Tokens).access_token);
    },
    fault,
  );
  expect(outcome).toBe("passed");
});

test("a call with another account's token is a stranger's", async () => {
  let shared: Tokens | undefined;
  const { because } = await verdictOn(
    (place, send) => async (request) => send(request, (shared ??= await logIn(place)).access_token),
    "  - call: 1\n  - call: { by: B }\n    expect: { answers: { ok: 1 } }\n",
    "{ A: {}, B: { account: second } }",
  );
  expect(because).toEqual(["in all: strangers: expected 0, got 1"]);
});

test("a body that changes on its second way is noticed", async () => {
  const { because } = await verdictOn((place, send) => async (request) => {
    const { access_token: token } = await logIn(place);
    await send(request, token);
    return send({ ...request, text: '{"trips":[{"tripId":"trip-2"}]}' }, token);
  });
  expect(because).toEqual(["in all: changedBodies: expected 0, got 1"]);
});

test("a secret in a URL is a leak", async () => {
  const { because } = await verdictOn((place, send) => async (request) => {
    const { access_token: token } = await logIn(place);
    await fetch(`${place.server}/trips?token=${token}`);
    return send(request, token);
  });
  expect(because).toEqual(["in all: leaks: expected 0, got 1"]);
});

test("what a scenario itself has wrong is not held against the client", async () => {
  const right = (place: Place<any>, send: Send) => async (request: DataRequest) => send(request, (await logIn(place)).access_token);
  await expect(verdictOn(right, "  - fault: { kind: tornado }\n")).rejects.toThrow(/^example\.yaml:6: A fault with kind "tornado": write one of /);
  await expect(verdictOn(right, "  - call: { operation: fly }\n")).rejects.toThrow(/^example\.yaml:6: .*no operation fits "fly"/);
});
