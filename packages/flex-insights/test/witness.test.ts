import { replay, transcript, type Replay, type Transcript } from "@freshkey-tools/witness";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFlexInsightsClient, type Credentials, type FlexInsightsClient } from "../src/index.ts";

async function witnessOf(scene: string): Promise<{ witness: Replay; credentials: Credentials; download: (insights: FlexInsightsClient) => Promise<void> }> {
  const script = transcript("flex-insights", scene);
  const witness = await replay(script);
  onTestFinished(witness.close);
  const { login = "", password = "" } = script.given;
  return { witness, credentials: { login, password }, download: downloadOf(script) };
}

function downloadOf({ given }: Transcript): (insights: FlexInsightsClient) => Promise<void> {
  const { workspace = "", download: downloadId = "" } = given;
  return async (insights) => {
    const params = { path: { workspace, downloadId }, query: { q: "fake-q", c: "fake-c" } };
    const { data } = await insights.GET("/gdc/projects/{workspace}/execute/raw/{downloadId}", { params });
    expect(data).toBe('"Agent","Calls"');
  };
}

describe.each([true, false])("through the vendor's host: %s", (throughHost) => {
  const reach = (witness: Replay) => (throughHost ? { fetch: witness.fetch } : { server: witness.url });

  test("a login buys an SST, the SST buys TTs, and only the TT reaches a report", async () => {
    const { witness, credentials, download } = await witnessOf("header mode");
    const insights = createFlexInsightsClient({ credentials, ...reach(witness) });
    await download(insights);
    await download(insights);
    await insights.session.signOut();
    expect(witness.done()).toEqual([]);
  });

  test("chain cookies: both tokens come and go as cookies", async () => {
    const { witness, credentials, download } = await witnessOf("cookie mode");
    const insights = createFlexInsightsClient({ credentials, chain: "cookies", ...reach(witness) });
    await download(insights);
    await download(insights);
    expect(witness.done()).toEqual([]);
  });

  test("a dead SST is replaced by one login", async () => {
    const { witness, credentials, download } = await witnessOf("a dead SST");
    await download(createFlexInsightsClient({ credentials, ...reach(witness) }));
    expect(witness.done()).toEqual([]);
  });

  test("after a 429 no login is sent before its time", async () => {
    const { witness, credentials, download } = await witnessOf("too many logins");
    const insights = createFlexInsightsClient({ credentials, ...reach(witness) });
    await expect(download(insights)).rejects.toMatchObject({ code: "rate_limited" });
    await expect(download(insights)).rejects.toMatchObject({ code: "rate_limited" });
    expect(witness.done()).toEqual([]);
  });
});
