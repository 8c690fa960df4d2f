import { parseExpression, type Spec } from "@freshkey-tools/spec";
import { listChains, type Chain } from "./chain.ts";
import { array, object, quote } from "./code.ts";
import { credentialsInterface } from "./credentials.ts";
import { grantsCode, isPartial, serverOnlyCode, signInCode, signOutCode } from "./grants.ts";
import { below, known } from "./mistake.ts";
import { print } from "./print.ts";
import { schemesCode } from "./schemes.ts";
import { tokenRules, valueRules } from "./tokens.ts";

const tools = ["basic", "cookie", "defineTokenChain", "endSession", "form", "secondsUntil"];

/** Text of `chains.ts`: the token chains as a person would write them. */
export function chainsFile(spec: Spec): string {
  const text = listChains(spec)
    .map(([name, chain], _, { length }) => [credentialsInterface(chain, typeOf(name, length === 1), `Credentials of ${labelOf(name, chain)}.`), declareChain(name, chain, length === 1)].join("\n"))
    .join("\n");
  return withImports(text, []);
}

/** Text of `chains.browser.ts`: the same without the grants that run on servers only. Long-lived secrets have no business in a page, nor has the code that sends them. */
export function browserChainsFile(spec: Spec): string {
  const chains = listChains(spec);
  if (!chains.some(([, chain]) => isPartial(chain))) return `export * from "./chains.ts";\n`;
  const types = chains.map(([name]) => typeOf(name, chains.length === 1));
  const text = chains.map(([name, chain]) => declareChain(name, chain, chains.length === 1, "browser")).join("\n");
  return withImports(text, [`import type { ${types.join(", ")} } from "./chains.ts";`]);
}

function withImports(text: string, more: readonly string[]): string {
  const imported = tools.filter((tool) => new RegExp(`(^|[^.\\w"])${tool}[(<,]`).test(text));
  const types = ["RequestBody", "SignIn", "TokenChain"].filter((type) => text.includes(`${type}<`)).map((type) => `type ${type}`);
  return [
    `import { ${[...imported, ...types].join(", ")} } from "@freshkey/auth-runtime/chain";`,
    ...more,
    `import type { paths } from "./openapi.ts";`,
    `import { servers } from "./operations.ts";`,
    "",
    text,
  ].join("\n");
}

const typeOf = (name: string, alone: boolean): string => (name === "default" || alone ? "Credentials" : `${name[0]?.toUpperCase()}${name.slice(1)}Credentials`);

function labelOf(name: string, { spec }: Chain): string {
  const title = spec.document.info?.title ?? spec.name;
  return name === "default" ? title : `${title} (chain \`${name}\`)`;
}

function declareChain(name: string, chain: Chain, alone: boolean, platform?: "browser"): string {
  const { spec } = chain;
  const isDefault = name === "default";
  const type = typeOf(name, alone);
  const label = labelOf(name, chain);
  const required: readonly string[] = chain.source.credentials.required ?? [];
  for (const [index, credential] of required.entries()) known(below(chain.place, "credentials", "required", index), "credential", credential, chain.credentials);
  const definition = object(
    {
      name: quote(isDefault ? spec.name : `${spec.name}/${name}`),
      servers: "servers",
      credentials: array(required.map(quote)),
      principal: array(principal(chain)),
      tokens: tokenRules(chain),
      values: valueRules(chain),
      schemes: schemesCode(chain),
      grants: grantsCode(chain, platform),
      serverOnly: platform && serverOnlyCode(chain),
      signOut: signOutCode(chain),
    },
    { broken: true },
  );
  const constant = isDefault ? "chain" : `${name}Chain`;
  const declaration = print([`export const ${constant}: TokenChain<${type}> = defineTokenChain<paths, ${type}>()(`, definition, ");"]);
  const signIn = signInCode(chain);
  const signInConstant = isDefault ? "signIn" : `${name}SignIn`;
  return [
    `/** How the tokens of ${label} are obtained and renewed. */\n${declaration}\n`,
    ...(signIn
      ? [
          `/** How a person signs in to ${label}: the page to be sent to, and the exchange of the code that comes back. */\n${print([`export const ${signInConstant}: SignIn<paths, ${type}> = `, signIn, ";"])}\n`,
        ]
      : []),
  ].join("\n");
}

/** Names of credentials; `$credentials.x` says the same. */
function principal(chain: Chain): string[] {
  return (chain.source.principal ?? []).map((text, index) => {
    const from = parseExpression(text);
    const name = from?.kind === "credentials" ? from.name : text;
    return quote(known(below(chain.place, "principal", index), "credential", name, chain.credentials));
  });
}
