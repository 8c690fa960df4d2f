import { operationsTable } from "@freshkey-tools/contract/operations-table";
import type { Api, Call } from "./api.ts";
import { variables } from "./source.ts";
import { literal, variableOf } from "./words.ts";

/** `README.md`: what is true of every client, and a call of this one that runs. */
export function readme(api: Api): string {
  const { name, title, prefix, document, call } = api;
  return `# @freshkey/${name}

A typed client for ${title} whose tokens renew themselves.

\`\`\`sh
npm install @freshkey/${name}
\`\`\`

Needs Node 20.19 or newer. It brings \`@freshkey/auth-runtime\`; add that to your own dependencies when you import from it.
${call ? `\n## Call it\n\n${program(api, call)}\nThe client is [openapi-fetch](https://openapi-ts.dev/openapi-fetch/): every path of [\`openapi.yaml\`](openapi.yaml), checked by TypeScript.\n` : ""}
## Operations

<!-- operations: written by tools/contract/src/operations-table.ts -->
${operationsTable(document)}
<!-- /operations -->

## What happens when

| when | then |
|---|---|
| a token nears its end | it is renewed in the background; calls do not wait |
| a token is dead, or the API answers 401 | one renewal, however many calls wait for it; each is sent once more. A second 401 is yours. A stream as a body is not sent again: you get the 401, the next call has a new token |
| the credentials are refused | \`ReauthenticationRequiredError\`, code \`credentials_refused\`. The same ones are not sent again for a minute, then two, up to an hour |
| 429 from a token endpoint | \`TokenEndpointError\`, code \`rate_limited\`, with \`retryAfter\` in seconds. Nothing is sent before that. A 429 from a call is yours |
| you sign out | \`client.session.signOut()\` forgets the tokens, and later calls fail with code \`signed_out\` |

## Options

\`create${prefix}Client(options)\` opens a session and carries it; \`create${prefix}Session(options)\` opens one alone, for \`create${prefix}Client({ session })\`.

| option | |
|---|---|
| \`credentials\` | \`${variables(api)}\`, or a function that fetches them |
${chainRow(api)}| \`server\` | ${environments(document)}, or a URL that replaces every host (a mock, a proxy) |
| \`store\`, \`account\` | where tokens are kept, and under which name. Default: a \`memoryStore()\` of the session's own. Processes share \`fileStore(folder)\` of \`@freshkey/auth-runtime/stores/file\`, hosts \`redisStore(client)\` of \`…/stores/redis\` |
| \`onEvent\` | told what happens to tokens; no event holds a secret |
| \`fetch\`, \`clock\`, \`timeout\`, \`waitUntil\` | stand-ins for the platform's own; \`timeout\` is in ms: for a token request, and for a whole call with its retries |
| \`retry\`, \`validate\` | brought by you: \`retry()\` of \`@freshkey/auth-runtime/retry\`, \`report()\` or \`throwing()\` of \`@freshkey/auth-runtime/validate\` |
${call ? `\n## Check what comes back\n\nOff unless you ask: \`npm install zod\` beside the client.\n\n${checked(api, call)}` : ""}`;
}

function chainRow({ ways }: Api): string {
  const [first, ...others] = ways.map(({ name }) => `\`"${name}"\``);
  return others.length === 0 ? "" : `| \`chain\` | how tokens are obtained: ${first} (default), ${others.join(", ")} |\n`;
}

function environments(document: any): string {
  const names: string[] = document.servers.map((server: any) => `\`${literal(server["x-environment"])}\``);
  return [`${names[0]} (default)`, ...names.slice(1)].join(", ");
}

/** The two lines that every program begins with. */
function opening(api: Api, more = ""): string {
  const members = Object.keys(api.sample).map((name) => `${variableOf(api, name)}: ${name} = ""`);
  return `const { ${[`${variableOf(api, "url")}: server`, ...members].join(", ")} } = process.env;
const client = create${api.prefix}Client({ credentials: ${variables(api)}, server${more} });`;
}

const sent = ({ operation, init }: Call): string => `client.${operation.method}(${literal(operation.path)}${Object.keys(init).length > 0 ? `, ${literal(init)}` : ""})`;

function program(api: Api, call: Call): string {
  return `\`\`\`ts
import { create${api.prefix}Client } from "@freshkey/${api.name}";

${opening(api)}

const { ok, status, data, error } = await ${sent(call)};
console.log(ok);
if (!ok) console.error(status, error);
\`\`\`
`;
}

function checked(api: Api, call: Call): string {
  return `\`\`\`ts
import { report } from "@freshkey/auth-runtime/validate";
import { create${api.prefix}Client } from "@freshkey/${api.name}";
import { schemas } from "@freshkey/${api.name}/schemas";

const validate = report(schemas, ({ operation, status, issues }) => console.warn(operation, status, issues));
${opening(api, ", validate")}

const { ok } = await ${sent(call)};
console.log(ok);
\`\`\`
`;
}
