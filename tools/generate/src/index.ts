import type { Spec } from "@freshkey-tools/spec";
import { browserChainsFile, chainsFile } from "./chains.ts";
import { SpecMistake } from "./mistake.ts";
import { openapiFile } from "./openapi.ts";
import { operationsFile } from "./operations.ts";
import { schemaFiles } from "./schemas/files.ts";
import { fingerprint, generatorFingerprint, stamp } from "./stamp.ts";

export { SpecMistake } from "./mistake.ts";

/** What a spec becomes below `packages/<name>/`: text by path. Throws {@link SpecMistake}. */
export async function generate(spec: Spec): Promise<Record<string, string>> {
  const [syntaxError] = spec.syntaxErrors;
  if (syntaxError) throw new SpecMistake(spec.file, syntaxError.position, syntaxError.message);
  const origin = { spec: fingerprint(spec.text), generator: generatorFingerprint() };
  const code = { "operations.ts": operationsFile(spec), "chains.ts": chainsFile(spec), "chains.browser.ts": browserChainsFile(spec), "openapi.ts": await openapiFile(spec) };
  const { schemas, agreement } = schemaFiles(spec);
  return Object.fromEntries([
    ...Object.entries(code).map(([file, text]) => [`src/generated/${file}`, stamp(spec.name, origin, text)] as const),
    // There are many, and most edits of a spec leave most of them as they are.
    ...Object.entries(schemas).map(([file, text]) => [`src/generated/schemas/${file}`, stamp(spec.name, undefined, text)] as const),
    ["test/generated/agreement.ts", stamp(spec.name, undefined, agreement)],
  ]);
}
