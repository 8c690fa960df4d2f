import type { Spec } from "@freshkey-tools/spec";
import { SpecMistake, stop } from "./mistake.ts";

let last: Promise<unknown> = Promise.resolve();

/** Text of `openapi.ts`: the document's types. Loads openapi-typescript (and with it a whole compiler) only when called. */
export function openapiFile(spec: Spec): Promise<string> {
  // One at a time: the console is silenced meanwhile, and there is only one.
  const next = last.then(() => transform(spec));
  last = next.catch(() => {});
  return next;
}

async function transform(spec: Spec): Promise<string> {
  checkReferences(spec);
  const { default: openapiTS, astToString } = await import("openapi-typescript");
  const report = console.error;
  // It reports on the console what it also throws.
  console.error = () => {};
  try {
    // It changes the document that it is given.
    const nodes = await openapiTS(structuredClone(spec.document), { silent: true, defaultNonNullable: false, emptyObjectsUnknown: true });
    const kept = nodes.filter((node) => !isEmptyAlias(node));
    return halveIndent(astToString(kept));
  } catch (error) {
    throw asMistake(spec, error);
  } finally {
    console.error = report;
  }
}

/** `webhooks`, `$defs` of a document that has none. */
function isEmptyAlias(node: any): boolean {
  return ["webhooks", "$defs"].includes(node.name?.escapedText) && node.type?.typeName?.escapedText === "Record";
}

function halveIndent(text: string): string {
  return text.replaceAll(/^(?: {4})+/gm, (spaces) => " ".repeat(spaces.length / 2));
}

function checkReferences(spec: Spec): void {
  const visit = (node: unknown, path: readonly (string | number)[]): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      const at = [...path, Array.isArray(node) ? Number(name) : name];
      // An example is data: a `$ref` in it means nothing.
      if (name === "example" || name === "examples") continue;
      if (name === "$ref" && typeof value === "string") checkReference(spec, value, at);
      else visit(value, at);
    }
  };
  visit(spec.document, []);
}

function checkReference(spec: Spec, ref: string, path: readonly (string | number)[]): void {
  const steps = ref
    .slice(2)
    .split("/")
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
  if (!ref.startsWith("#/")) stop({ spec, path }, `\`${ref}\` leaves the document; write a reference that begins with #/components/`);
  if (steps.reduce((at, step) => at?.[step], spec.document) === undefined) {
    stop({ spec, path }, `\`${ref}\` names nothing; declare it under components or correct the name`);
  }
}

function asMistake(spec: Spec, error: unknown): unknown {
  if (error instanceof SpecMistake || !(error instanceof Error)) return error;
  const [pointer = ""] = /#\/[^\s:]+/.exec(error.message) ?? [];
  const path = pointer
    .slice(2)
    .split("/")
    .filter(Boolean)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const sentence = error.message.split("\n", 1)[0]?.replace(/^#\/\S+: | at #\/\S+$|\.$/g, "");
  return new SpecMistake(spec.file, spec.locate(path), `${sentence}; correct it so that types can be made of it`);
}
