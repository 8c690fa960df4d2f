import { expect, test } from "vitest";
import { apis, replay, transcript, transcripts } from "../src/index.ts";
import { send, titleOf, walks } from "./walks.ts";

const scenes = apis.flatMap((api) => transcripts(api).map((scene) => ({ api, scene })));

test("every scene has a walk that was written without looking at it", () => {
  expect(walks.map(titleOf).sort()).toEqual(scenes.map(({ api, scene }) => `${api}, ${scene.scene}`).sort());
});

test.each(walks.map((walk) => ({ ...walk, title: titleOf(walk) })))("a correct client passes: $title", async ({ api, scene, steps, values }) => {
  const script = transcript(api, scene);
  const witness = await replay(script, values ? { values } : {});
  const statuses = await send(witness.url, steps);
  expect(witness.done()).toEqual([]);
  expect(statuses).toEqual(script.exchanges.map(({ answer }) => answer.status));
  await witness.close();
});

test.each(scenes)("every request cites its page: $api, $scene.scene", ({ scene }) => {
  for (const { sources, request } of scene.exchanges) {
    expect(
      sources.some((source) => /^(vendor-docs\/\d-[\w-]+\.txt:\d+|api-facts \d)/.test(source)),
      `line ${request.line}`,
    ).toBe(true);
  }
});

test.each(scenes)("every request says whether it carries authorization and cookie: $api, $scene.scene", ({ scene }) => {
  for (const { request } of scene.exchanges) {
    const named = [...request.headers, ...request.absent].map(({ name }) => name);
    expect(named, `line ${request.line}`).toEqual(expect.arrayContaining(["authorization", "cookie"]));
  }
});

test.each(scenes)("every token in an answer is declared a secret: $api, $scene.scene", ({ scene }) => {
  const secrets = scene.secrets.map(({ text }) => text);
  for (const { answer } of scene.exchanges) {
    const tokens = [...answer.body.matchAll(/"(?:token|access_?token|refresh_?token)":"([^"]+)"/gi)].map(([, token]) => token);
    const cookies = answer.headers.flatMap(([name, value]) => (name === "set-cookie" ? [/^GDCAuth..T?=([^;]+)/.exec(value)?.[1]] : []));
    for (const token of [...tokens, ...cookies]) if (token) expect(secrets).toContain(token);
  }
});

test("stamps in an answer count from the replay's own clock, which its Date header shows", async () => {
  const now = Date.UTC(2031, 4, 6, 7, 8, 9);
  const witness = await replay(transcript("flexcharge", "one new token after a 401"), { now: () => now });
  const [first] = walks.find(({ api }) => api === "flexcharge")?.steps ?? [];
  const answer = await fetch(`${witness.url}${first?.path}`, { ...first });
  expect(answer.headers.get("date")).toBe("Tue, 06 May 2031 07:08:09 GMT");
  expect(await answer.json()).toMatchObject({ expires: now + 600_000 });
  await witness.close();

  const twilio = await replay(transcript("twilio-flex", "x-flex-jwe"), { now: () => now });
  const [find, mint] = walks.find(({ scene }) => scene === "x-flex-jwe")?.steps ?? [];
  if (!find || !mint) throw new Error("no walk");
  await send(twilio.url, [find]);
  const minted = await fetch(`${twilio.url}${mint.path}`, { ...mint });
  expect(await minted.json()).toMatchObject({ token_info: { expiration: "2031-05-06T08:08:09Z" } });
  await twilio.close();
});
