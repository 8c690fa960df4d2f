import { parseExpression } from "@freshkey-tools/spec";
import { nearest } from "../words.ts";

const heads = ["credentials", "tokens", "values", "interaction"];
const forms = "`$response.body#/…`, `$response.header.X`, `$response.cookie.X`, `$credentials.x`, `$tokens.x`, `$values.x` or `$interaction.x`";

/** What to write instead of an expression that cannot be read. */
export function repair(text: string): string {
  const guess = guessed(text);
  if (guess !== undefined && guess !== text && parseExpression(guess) !== undefined) return `write \`${guess}\``;
  return `write ${forms}; a constant that begins with \`$\` is written with \`$$\``;
}

function guessed(text: string): string | undefined {
  const body = /^\$(?:response|res|request)[./]body[#./]*(.+)$/i.exec(text);
  if (body?.[1]) return `$response.body#/${body[1].replaceAll(/[.[\]]+/g, "/").replace(/\/$/, "")}`;
  const part = /^\$(?:response|res)[./#]*(header|cookie)s?[./#]+([^/]+)$/i.exec(text);
  if (part?.[1]) return `$response.${part[1].toLowerCase()}.${part[2]}`;
  const named = /^\$\{?([A-Za-z]+)[./#:]+([A-Za-z_][A-Za-z0-9_]*)\}?$/.exec(text);
  const head = named?.[1] && nearest(named[1], heads);
  return head ? `$${head}.${named?.[2]}` : undefined;
}
