import { authFetch } from "@freshkey/auth-runtime";
import { createFlexInsightsClient } from "@freshkey/flex-insights";
import { pick, type Api } from "./api.ts";
import { same } from "./story.ts";

const workspace = "workspace0000000000000000example";
const login = "ada@example.com";
const password = "password-example-not-a-secret";

export const flexInsights: Api = {
  name: "flex-insights",
  title: "Flex Insights",
  chain: "login + password -> SST (two weeks) -> TT (ten minutes)",
  tokenCalls: { login: "POST /gdc/account/login", getTemporaryToken: "GET /gdc/account/token" },

  async tell(step, mock) {
    const insights = createFlexInsightsClient({ credentials: { login, password }, server: mock.url, clock: mock.clock });

    async function exportCsv(): Promise<void> {
      const { data } = await insights.POST("/gdc/app/projects/{workspace}/execute/raw", {
        params: { path: { workspace } },
        body: { report_req: { report: `/gdc/md/${workspace}/obj/42` } },
      });
      // The page says: follow the address as it is.
      const get = authFetch(insights.session, { clock: mock.clock });
      let answer = await get(new URL(data?.uri ?? "", mock.url));
      while (answer.status === 202) {
        mock.advance("PT5S");
        answer = await get(new URL(data?.uri ?? "", mock.url));
      }
      same("CSV", (await answer.text()).split("\r\n")[0], '"Date","Agent","Handled"');
    }

    mock.respondOnce("downloadRawReport", { status: 202 });
    await step("export a report as CSV", { calls: "201, 202, 200", tokens: ["login", "getTemporaryToken"] }, exportCsv);
    await step("export it again", { calls: "201, 200", tokens: [] }, exportCsv);
    mock.advance("PT10M");
    await step("10 min later: no password needed", { calls: "201, 200", tokens: ["getTemporaryToken"] }, exportCsv);
    mock.revokeAll("sst");
    mock.advance("PT10M");
    await step("the SST is dead too: one login", { calls: "201, 200", tokens: ["getTemporaryToken 401", "login", "getTemporaryToken"] }, exportCsv);
    await step("sign out", { calls: "204", tokens: [] }, () => insights.session.signOut());
  },

  curl: (url) => [
    `sst=$(curl -s ${url}/gdc/account/login -H 'Content-Type: application/json' -d '{"postUserLogin":{"login":"${login}","password":"${password}","remember":0,"verify_level":2}}' | ${pick("token")})`,
    `tt=$(curl -s ${url}/gdc/account/token -H "X-GDC-AuthSST: $sst" | ${pick("token")})`,
    `curl -s ${url}/gdc/projects/${workspace}/execute/raw/download-example -H "X-GDC-AuthTT: $tt"`,
  ],
};
