// Swaps one record over and over against others. Tells of each win before the next begins.
import { writeSync } from "node:fs";
import { fileStore } from "../../../src/stores/file.ts";

const [root, rounds, name] = process.argv.slice(2) as [string, string, string];
const store = fileStore(root, { onWarning: (message) => say(`unreadable ${message}`) });
// Told at once, in one piece: whoever is killed has told what he knew.
const say = (line: string) => void writeSync(1, `${line}\n`);

for (let round = 0; round < Number(rounds); round += 1) {
  try {
    const found = await store.load("k");
    if (!found) {
      say("cold");
      continue;
    }
    const { epoch, tokens } = found.record;
    if (tokens["t"]?.value !== "x".repeat(2_000)) say("torn");
    const version = await store.swap("k", found.version, { schema: 1, writer: `${name}.${round}`, epoch: epoch + 1, tokens, values: {} }, {});
    say(version ? `won ${epoch + 1} ${version}` : "lost");
  } catch (error) {
    say(`error ${error}`);
  }
}
say("done");
