import { gates } from "./gates.ts";
import { outcomeOf, summary } from "./gate.ts";
import { openHouse } from "./house.ts";

const asked = process.argv.slice(2).filter((word) => !word.startsWith("-"));
if (process.argv.includes("--list")) {
  for (const { name, keeps } of gates) console.log(`${name.padEnd(10)} ${keeps}`);
  process.exit();
}
const unknown = asked.filter((name) => !gates.some((gate) => gate.name === name));
if (unknown.length > 0) {
  console.error(`No gate is called ${unknown.join(", ")}. There are: ${gates.map(({ name }) => name).join(" ")}`);
  process.exit(2);
}

const house = openHouse();
const lines: string[] = [];
for (const gate of gates.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const outcome = await outcomeOf(gate, house);
  for (const mistake of outcome.mistakes) console.log(mistake);
  if (outcome.mistakes.length > 0) process.exitCode = 1;
  lines.push(summary(gate, outcome));
}
console.log(`\n${lines.join("\n")}`);
