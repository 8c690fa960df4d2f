import { inspect } from "node:util";

/** Everything that somebody may log about a value, in one text. Functions are called by nobody here. */
function shown(value: unknown): string {
  const texts: string[] = [];
  const add = (make: () => unknown) => {
    try {
      texts.push(String(make()));
    } catch (error) {
      texts.push(inspect(error, { depth: 10 }));
    }
  };
  add(() => inspect(value, { depth: 10, showHidden: true, getters: true, maxArrayLength: null, maxStringLength: null }));
  add(() => inspect(value, { depth: 10, customInspect: false }));
  add(() => JSON.stringify(value));
  add(() => value);
  add(() => inspect(structuredClone(value), { depth: 10 }));
  add(() => JSON.stringify({ ...(value as object) }));
  for (let error = value; error instanceof Error; error = error.cause) {
    const { name, message, stack } = error;
    texts.push(name, message, String(stack), ...Object.entries(error).map(String));
  }
  return texts.join("\n");
}

/** Every secret of the tests has this in it; so have its usual disguises. */
const canary = /canary|Y2FuYXJ5|canar%79|%63anary/i;

/** The first line that shows a canary; undefined when there is none. */
export function leak(...values: readonly unknown[]): string | undefined {
  return values.flatMap((value) => (typeof value === "string" ? value : shown(value)).split("\n")).find((line) => canary.test(line));
}
