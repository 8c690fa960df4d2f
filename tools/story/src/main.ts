import { startAuthMock } from "@freshkey/auth-mock";
import { flexInsights } from "./flex-insights.ts";
import { flexCharge } from "./flexcharge.ts";
import { simacan } from "./simacan.ts";
import { createStory } from "./story.ts";
import { twilioFlex } from "./twilio-flex.ts";

const print = (line: string): void => console.log(line);
const colours = process.stdout.isTTY && !process.env["NO_COLOR"];
const story = createStory(print, colours);
const apis = [flexInsights, flexCharge, simacan, twilioFlex];

print("Four clients against four mocks on this machine: real HTTP, a clock that is moved on.");
print("Each line: what is done, what the API answers, what it costs in token calls.");

// The document that a package is published with is the one its mock runs on.
const mocks = await Promise.all(apis.map(({ name }) => startAuthMock({ spec: new URL(import.meta.resolve(`@freshkey/${name}/openapi.yaml`)) })));
const running = apis.map((api, index) => ({ api, mock: mocks[index] as (typeof mocks)[number] }));
for (const { api, mock } of running) await api.tell(story.chapter({ ...api, journal: mock.journal }), mock);
process.exitCode = story.end();

const stop = (): Promise<void[]> => Promise.all(mocks.map((mock) => mock.close()));

if (process.argv.includes("--serve")) {
  print("");
  print("The mocks stay up. For another terminal:");
  for (const { api, mock } of running) {
    print("");
    print(`# ${api.title}: ${mock.url}`);
    for (const line of api.curl(mock.url)) print(line);
  }
  print("");
  print("Ctrl-C stops them.");
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} else await stop();
