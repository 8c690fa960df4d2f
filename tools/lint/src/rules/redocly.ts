import type { Spec } from "@freshkey-tools/spec";
import type { Config, LocationObject, NormalizedProblem } from "@redocly/openapi-core";
import { mistakeAt, mistakeAtKey, type Mistake } from "../mistake.ts";
import { steps } from "../place.ts";

const rules = {
  "no-invalid-media-type-examples": "error",
  "no-invalid-parameter-examples": "error",
  "no-invalid-schema-examples": "error",
  "no-unused-components": "error",
  // The house's own rules tell these.
  "operation-2xx-response": "off",
  "operation-operationId": "off",
  "operation-operationId-unique": "error",
  "operation-summary": "error",
  "operation-tag-defined": "error",
  "security-defined": "error",
  "tag-description": "off",
} as const;

const remedies: Readonly<Record<string, string>> = {
  "no-unused-components": "use it or leave it out",
  "no-unresolved-refs": "write the path of something that is in this document",
  "operation-summary": "write `summary:` with a few words",
  "operation-operationId-unique": "give each operation a name of its own",
  "operation-tag-defined": "add it to `tags` of the document or write one that is there",
  "operation-4xx-response": "write at least one `4XX` response",
  "security-defined": "add it to `components.securitySchemes` or write one that is there",
  "path-parameters-defined": "add it to `parameters` with `in: path`",
  "info-license": "write `license:` with a `name` below `info`",
};

let config: Promise<Config> | undefined;

/** What redocly's recommended rules say, each warning counted as a mistake. No network, no configuration file. */
export async function redoclyMistakes(spec: Spec): Promise<Mistake[]> {
  // Loading it takes longer than everything else together.
  const { BaseResolver, createConfig, lintFromString } = await import("@redocly/openapi-core");
  config ??= createConfig({ extends: ["recommended"], rules });
  const resolver = new BaseResolver();
  resolver.loadExternalRef = () => Promise.reject(new Error("a document stands alone"));
  let problems: readonly NormalizedProblem[];
  try {
    problems = await lintFromString({ source: spec.text, absoluteRef: spec.file, config: await config, externalRefResolver: resolver });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : "no reason given";
    return [mistakeAt(spec, ["openapi"], `redocly cannot read this document: ${reason}; correct it by OpenAPI 3.1`)];
  }
  // Its examples cannot be checked against a schema that does not compile; that schema is told by a rule of the house.
  const telling = problems.filter(({ message }) => !message.startsWith("Example validation errored"));
  return telling.map(({ location, message, suggest, ruleId }) => {
    const first: LocationObject | undefined = location[0];
    const path = (first?.pointer === undefined ? undefined : steps(first.pointer)) ?? [];
    const remedy = suggest[0] === undefined ? (remedies[ruleId] ?? `see redocly's rule \`${ruleId}\``) : `did you mean \`${suggest[0]}\`?`;
    const text = message.split("\n")[0]?.replace(/\.$/, "") ?? "";
    return (first?.reportOnKey ? mistakeAtKey : mistakeAt)(spec, path, `${text.charAt(0).toLowerCase()}${text.slice(1)}; ${remedy}`);
  });
}
