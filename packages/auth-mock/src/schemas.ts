import { Ajv2020, formats, type ValidateFunction } from "#vendor/ajv";
import { AuthMockError } from "./error.ts";

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, coerceTypes: true });
  formats(ajv);
  return ajv;
}

/** Throws `AuthMockError` for the first schema that does not compile: Prism would let everything through in its place. */
export function compileSchemas(root: any, file: string): void {
  const ajv = createAjv();
  // The document as a whole is no schema; it is only where the references lead.
  ajv.addSchema(root, "document", undefined, false);
  // A mistake in a named schema is told at its own place, not where it is used first.
  for (const { steps, schema } of findSchemas({ components: root.components, ...root })) {
    const pointer = `#/${steps.map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
    try {
      if (!ajv.validateSchema(schema)) throw new Error(ajv.errorsText(ajv.errors, { dataVar: "it" }));
      ajv.compile({ $ref: `document${encodeURI(pointer)}` });
    } catch (error) {
      throw new AuthMockError(`${file}: the schema at ${pointer} does not compile: ${(error as Error).message}`);
    }
  }
}

interface Found {
  readonly steps: readonly string[];
  readonly schema: any;
}

function findSchemas(node: any, steps: readonly string[] = []): Found[] {
  if (node === null || typeof node !== "object") return [];
  return Object.entries<any>(node).flatMap(([step, member]): Found[] => {
    const at = [...steps, step];
    if (step === "example" || step === "examples" || step.startsWith("x-")) return [];
    if (step === "schema" && steps.length > 1) return [{ steps: at, schema: member }];
    if (step === "schemas" && steps.length === 1 && steps[0] === "components") {
      return Object.entries<any>(member).map(([name, schema]) => ({ steps: [...at, name], schema }));
    }
    return findSchemas(member, at);
  });
}

/** Says whether a credential fits its schema. Texts count as numbers where numbers are asked: a query knows only texts. */
export function compileCredentials(properties: Readonly<Record<string, unknown>> = {}, place: string): (name: string, value: unknown) => boolean {
  const ajv = createAjv();
  const checks = new Map<string, ValidateFunction>();
  for (const [name, schema] of Object.entries(properties)) {
    try {
      checks.set(name, ajv.compile({ properties: { [name]: schema } } as object));
    } catch (error) {
      throw new AuthMockError(`${place}.credentials: the schema of ${name} does not compile: ${(error as Error).message}`);
    }
  }
  return (name, value) => checks.get(name)?.({ [name]: value }) ?? true;
}
