import type { Spec } from "@freshkey-tools/spec";
import { type ErrorObject, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Path } from "../mistake.ts";
import { members, type Place } from "../place.ts";

const meta = new Ajv2020({ strict: false, logger: false, allErrors: false });
const checks = new WeakMap<Spec, Ajv2020>();
const compiled = new WeakMap<object, ValidateFunction | string>();

/** An Ajv that knows the whole document, so that `#/components/…` resolves. */
function ajvOf(spec: Spec): Ajv2020 {
  const known = checks.get(spec);
  if (known) return known;
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false, allErrors: true });
  addFormats.default(ajv);
  // Only its schemas are reached by reference; a `$id` inside an example must not count.
  ajv.addSchema({ $id: "spec:", ...members(spec.document) }, "spec:", undefined, false);
  checks.set(spec, ajv);
  return ajv;
}

/** What is wrong with a schema itself, and where below it; undefined when nothing is. */
export function brokenSchema(schema: Place): { readonly path: Path; readonly reason: string } | undefined {
  let fits = false;
  try {
    fits = meta.validateSchema(schema.node as object) as boolean;
  } catch (error) {
    return { path: [], reason: reasonOf(error) };
  }
  const first = fits ? undefined : meta.errors?.at(0);
  return first && { path: pathOf(first.instancePath), reason: worded(first) };
}

/** Compiles a schema where it stands; a text says why that is impossible. */
export function compile(spec: Spec, schema: Place): ValidateFunction | string {
  const node = schema.node;
  if (typeof node !== "object" || node === null) return "it is no mapping";
  const known = compiled.get(node);
  if (known) return known;
  let result: ValidateFunction | string;
  try {
    const pointer = schema.path.map((step) => `/${encodeURIComponent(String(step).replaceAll("~", "~0").replaceAll("/", "~1"))}`);
    result = ajvOf(spec).compile({ $ref: `spec:#${pointer.join("")}` });
  } catch (error) {
    result = reasonOf(error);
  }
  compiled.set(node, result);
  return result;
}

/** What keeps a value from fitting a schema, with the path below the value; empty when it fits or the schema cannot be compiled. */
export function misfits(spec: Spec, schema: Place, value: unknown): { readonly path: Path; readonly reason: string }[] {
  const validate = compile(spec, schema);
  if (typeof validate === "string" || validate(value)) return [];
  const errors = validate.errors ?? [];
  const telling = errors.filter(({ keyword }) => !["anyOf", "oneOf", "if"].includes(keyword));
  return (telling.length > 0 ? telling : errors).map((error) => ({ path: pathOf(error.instancePath), reason: worded(error) }));
}

/** The path that an Ajv `instancePath` means. */
export function pathOf(instancePath: string): string[] {
  return instancePath
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function worded({ keyword, params, message }: ErrorObject): string {
  if (keyword === "required") return `\`${params["missingProperty"]}\` is missing`;
  if (keyword === "additionalProperties") return `\`${params["additionalProperty"]}\` is unknown`;
  if (keyword === "unevaluatedProperties") return `\`${params["unevaluatedProperty"]}\` is unknown`;
  if (keyword === "enum") return `it must be one of ${(params["allowedValues"] as unknown[]).map((value) => `\`${value}\``).join(", ")}`;
  if (keyword === "type") return `it must be of type ${[params["type"]].flat().join(" or ")}`;
  return `it ${message ?? "does not fit"}`;
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/spec:#?/g, "#").replace(/ from id .*$/, "");
}
