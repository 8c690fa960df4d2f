import type { Spec } from "@freshkey-tools/spec";
import { chainsFile } from "./chains.ts";
import { SpecMistake } from "./mistake.ts";
import { openapiFile } from "./openapi.ts";
import { operationsFile } from "./operations.ts";
import { fingerprint, generatorFingerprint, stamp } from "./stamp.ts";

export { SpecMistake } from "./mistake.ts";

/** What a spec becomes below `packages/<name>/src/generated/`: text by file name. Throws {@link SpecMistake}. */
export async function generate(spec: Spec): Promise<Record<string, string>> {
  const [syntaxError] = spec.syntaxErrors;
  if (syntaxError) throw new SpecMistake(spec.file, syntaxError.position, syntaxError.message);
  const generator = generatorFingerprint();
  const texts = { "operations.ts": operationsFile(spec), "chains.ts": chainsFile(spec), "openapi.ts": await openapiFile(spec) };
  const stamped = Object.entries(texts).map(([file, text]) => [file, stamp(spec.name, fingerprint(spec.text), generator, text)] as const);
  return Object.fromEntries(stamped);
}
