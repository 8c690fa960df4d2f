import type { Chain } from "../chains.ts";
import type { DocumentedOperation, SpecDocument } from "../document.ts";
import { resolve } from "../document.ts";

export type Credentials = Readonly<Record<string, unknown>>;

/**
 * Made-up credentials for one account of a chain. What goes into a path or a query is taken from the document's examples, so that the mock knows it;
 * the rest differs from account to account.
 */
export function accountOf(document: SpecDocument, chain: Chain, account: string): Credentials {
  const { required = [], properties = {} } = chain.credentials;
  const wanted = new Set([...required, ...chain.grants.flatMap(({ requires }) => requires)]);
  return Object.fromEntries(
    [...wanted].map((name) => {
      const example = exampleIn(document, chain, name);
      const secret = (properties[name] as { format?: string } | undefined)?.format === "password";
      return [name, example ?? `fake-${secret ? "secret" : "name"}-${account}`];
    }),
  );
}

/** The names of the credentials that are secret. */
export function secretsOf(chain: Chain): readonly string[] {
  return Object.entries(chain.credentials.properties ?? {}).flatMap(([name, schema]) => ((schema as { format?: string }).format === "password" ? [name] : []));
}

function exampleIn(document: SpecDocument, chain: Chain, name: string): unknown {
  for (const grant of chain.grants) {
    const parameter = grant.parameters.find(({ is }) => is.kind === "credentials" && is.name === name);
    const operation = [...document.operations.values()].find(({ id }: DocumentedOperation) => id === grant.operationId);
    const declared: any = parameter && operation?.parameters.find((one) => one.name === parameter.name);
    const example = declared?.example ?? resolve(document.root, declared?.schema)?.example;
    if (example !== undefined) return example;
  }
  return undefined;
}
