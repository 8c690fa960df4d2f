import { inspect } from "node:util";

/** Every secret of the tests has this in it, and so have its usual disguises. Tokens of the mock have a form of their own. */
const canary = /canary|Y2FuYXJ5|canar%79|%63anary|\b(?:access|refresh|flex)?[Tt](?:oken|t)-\d+-[\w-]{22}\b|\bsst-\d+-[\w-]{22}\b/;

/** The first line that shows a secret; undefined when there is none. */
export function leak(thing: unknown): string | undefined {
  const texts: string[] = [];
  const seen: unknown[] = [];
  for (let one: any = thing; one !== undefined && one !== null && !seen.includes(one) && seen.length < 10; one = one.cause) {
    seen.push(one);
    texts.push(typeof one === "string" ? one : inspect(one, { depth: 10, showHidden: true }), json(one));
    if (one instanceof Error) texts.push(one.message, words(one.stack));
  }
  return texts.flatMap((text) => text.split("\n")).find((line) => canary.test(withoutPlaces(line)));
}

function json(one: unknown): string {
  try {
    return JSON.stringify(one) ?? "";
  } catch {
    return "";
  }
}

const words = (text: string | undefined): string => text ?? "";

/** Names of test files, and of the watch itself, are no secrets. */
function withoutPlaces(line: string): string {
  return line.replace(/(?:file:\/\/)?\/\S*/g, "").replaceAll("canary-watch", "");
}
