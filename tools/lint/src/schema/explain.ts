import type { ErrorObject, Options } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { listed, meant, nearest } from "../words.ts";
import type { Path } from "../mistake.ts";
import { members } from "../place.ts";
import { pathOf } from "./check.ts";

/** One way in which a value does not fit a schema, in words that say what to write. */
export interface Misfit {
  readonly path: Path;
  /** It stands at the key that the path ends in. */
  readonly isKey?: boolean;
  readonly message: string;
}

const options: Options = { strict: false, logger: false, allErrors: true, verbose: true };

/** Compares a value with a closed schema. Of alternatives, the one that was probably meant is explained. */
export function explainer(schema: Readonly<Record<string, unknown>>): (value: unknown) => Misfit[] {
  const ajv = new Ajv2020(options);
  const { $defs } = schema;
  const errorsOf = (part: object, value: unknown): ErrorObject[] => {
    const validate = ajv.compile(part);
    if (validate(value)) return [];
    let errors = validate.errors ?? [];
    // Outermost first: of two at one place Ajv lists the inner one first.
    const choices = errors.filter(({ keyword }) => keyword === "oneOf" || keyword === "anyOf").reverse();
    choices.sort((a, b) => a.instancePath.length - b.instancePath.length);
    for (const { instancePath, schema: branches, data } of choices) {
      const inside = (error: ErrorObject): boolean => error.instancePath === instancePath || error.instancePath.startsWith(`${instancePath}/`);
      // An outer choice has settled this one already.
      if (!errors.some((error) => error.instancePath === instancePath && error.schema === branches)) continue;
      const best = bestOf((branches as object[]).map((branch) => errorsOf({ $defs, ...branch }, data)));
      errors = [...errors.filter((error) => !inside(error)), ...best.map((error) => ({ ...error, instancePath: instancePath + error.instancePath }))];
    }
    return errors;
  };
  return (value) => worded(errorsOf(schema, value));
}

/** The branch of the right kind of value, then the one with the fewest errors. */
function bestOf(branches: readonly ErrorObject[][]): ErrorObject[] {
  const cost = (errors: readonly ErrorObject[]): number =>
    errors.length + (errors.some(({ keyword, instancePath, data }) => instancePath === "" && (keyword === "type" || (keyword === "enum" && typeof data === "object"))) ? 100 : 0);
  return [...branches].filter((errors) => errors.length > 0).sort((a, b) => cost(a) - cost(b))[0] ?? [];
}

function worded(errors: readonly ErrorObject[]): Misfit[] {
  return errors.flatMap((error): Misfit | [] => {
    const path = pathOf(error.instancePath);
    const name = path.at(-1) ?? "x-token-chains";
    const { params, data, parentSchema = {} } = error;
    const value = `\`${typeof data === "object" ? name : `${name}: ${data}`}\``;
    switch (error.keyword) {
      case "additionalProperties":
        return { path: [...path, params["additionalProperty"]], isKey: true, message: unknownWord(params["additionalProperty"], parentSchema, name) };
      case "required": {
        const missing: string = params["missingProperty"];
        // A misspelt word is told as such, not as a missing one too.
        const isMisspelt = Object.keys(members(data)).some((key) => !(key in members(parentSchema["properties"])) && nearest(key, [missing]));
        return isMisspelt ? [] : { path, isKey: true, message: `\`${missing}\` is missing in \`${name}\`; write \`${missing}: …\`` };
      }
      case "propertyNames":
        return { path: [...path, params["propertyName"]], isKey: true, message: `\`${params["propertyName"]}\` cannot be a name; write letters, digits and \`_\`, a letter first` };
      case "type": {
        const kind = [params["type"]]
          .flat()
          .filter((type) => type !== "null")
          .join(" or ")
          .replace("object", "mapping")
          .replace("array", "list");
        return { path, message: `\`${name}\` is no ${kind}; write a ${kind} here${described(parentSchema)}` };
      }
      case "enum":
        return { path, message: `${value} is unknown; ${meant(String(data), (params["allowedValues"] as unknown[]).map(String), "write a known word")}` };
      case "const":
        return { path, message: `${value} is unknown; write \`${name}: ${params["allowedValue"]}\`` };
      case "minItems":
      case "minProperties":
        return { path, isKey: true, message: `\`${name}\` has too little in it; write at least ${params["limit"]} ${error.keyword === "minItems" ? "items" : "members"}` };
      case "uniqueItems":
        return { path: [...path, String(params["i"])], message: `\`${name}\` has this twice; leave one out` };
      default:
        return error.propertyName === undefined ? { path, message: `${value} does not fit; write something else${described(parentSchema)}` } : [];
    }
  });
}

function unknownWord(word: string, schema: Readonly<Record<string, unknown>>, name: string): string {
  if (name === "x-token-chains") return `\`${word}\` cannot name a chain; write letters and digits, a small letter first`;
  if (name === "refusedBy") return `\`${word}\` is no status that refuses; write one from 400 to 599`;
  const known = Object.keys(members(schema["properties"]));
  return `unknown word \`${word}\` in \`${name}\`; ${meant(word, known, `the words are ${listed(known, "and")}`)}`;
}

function described(schema: Readonly<Record<string, unknown>>): string {
  const { description } = schema;
  return typeof description === "string" ? ` (${description.replace(/\.$/, "")})` : "";
}
