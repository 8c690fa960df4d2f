import { parseExpression, type GrantSource, type OutputSource } from "@freshkey-tools/spec";
import type { Chain } from "./chain.ts";
import { access, arrow, literal, object, quote } from "./code.ts";
import { below, known, stop, type Place } from "./mistake.ts";
import type { Code } from "./print.ts";
import { seconds } from "./tokens.ts";

const readable = "$response.body#/<pointer>, $response.header.<Name> or $response.cookie.<NAME>";

interface Read {
  /** The part of the answer it reads. */
  readonly from: "body" | "headers";
  /** Code of the value; `root` stands before `body` and `headers`. */
  readonly code: (root: string) => string;
}

function readAnswer(place: Place, text: string, key = false): Read {
  const from = parseExpression(text);
  if (from?.kind === "body") return { from: "body", code: (root) => access(`${root}body`, from.pointer) };
  if (from?.kind === "header") return { from: "headers", code: (root) => `${root}headers.get(${quote(from.name.toLowerCase())})` };
  if (from?.kind === "cookie") return { from: "headers", code: (root) => `cookie(${root}headers, ${quote(from.name)})` };
  return stop(place, `\`${String(text)}\` reads nothing of an answer; write ${readable}`, key);
}

const fromAnswer = (place: Place, text: string): Code => {
  const read = readAnswer(place, text);
  return arrow(`({ ${read.from} })`, read.code(""));
};

const form = (output: OutputSource): Exclude<OutputSource, string> => (typeof output === "string" ? { value: output } : output);

/** The grant's `outputs`: one function for each token or value. */
export function outputsCode(chain: Chain, place: Place, { outputs }: GrantSource): Code {
  const entries = Object.entries(outputs ?? {}).map(([name, output]) => {
    const at = below(place, "outputs", name);
    known(at, "token or value", name, [...chain.tokens, ...chain.values], true);
    return [name, fromAnswer(typeof output === "string" ? at : below(at, "value"), form(output).value)] as const;
  });
  if (entries.length === 0) stop(below(place, "outputs"), "the grant yields nothing; write `outputs: { <token>: $response.body#/<pointer> }`");
  return object(Object.fromEntries(entries));
}

/** The grant's `expiresIn`: seconds each token lives, as the answer says. */
export function livesCode(chain: Chain, place: Place, { outputs }: GrantSource): Code | undefined {
  const entries = Object.entries(outputs).flatMap(([name, output]) => {
    const { expiresIn, expiresAt, unit } = form(output);
    const at = below(place, "outputs", name);
    if (expiresIn === undefined && expiresAt === undefined) return [];
    if (!chain.tokens.includes(name)) stop(at, `\`${name}\` is no token, so it has no life; write its expression alone`);
    if (expiresIn !== undefined && expiresAt !== undefined) stop(at, "expiresIn and expiresAt together; write the one that the answer carries");
    if (expiresIn !== undefined) return [[name, fromAnswer(below(at, "expiresIn"), expiresIn)] as const];
    const lifetime = chain.source.tokens[name]?.lifetime;
    const nominal = lifetime === undefined ? undefined : seconds(below(chain.place, "tokens", name, "lifetime"), lifetime);
    const instant = readAnswer(below(at, "expiresAt"), expiresAt as string).code("answer.");
    const ms = unit === "s" ? `Number(${instant}) * 1000` : instant;
    return [[name, arrow("answer", `secondsUntil(${[ms, "answer", nominal].filter((part) => part !== undefined).join(", ")})`)] as const];
  });
  return entries.length > 0 ? object(Object.fromEntries(entries)) : undefined;
}

/** The grant's `success`: every pointer has its value. */
export function successCode(place: Place, success: GrantSource["success"]): Code | undefined {
  const tests = Object.entries(success ?? {}).map(([text, value]) => {
    const read = readAnswer(below(place, "success", text), text, true);
    const constant = parseExpression(value);
    if (constant?.kind !== "constant" || typeof constant.value === "object") return stop(below(place, "success", text), "success compares with a constant; write a text, a number, true or false");
    return { from: read.from, code: [read.code(""), " === ", literal(constant.value)] };
  });
  if (tests.length === 0) return undefined;
  const from = ["body", "headers"].filter((part) => tests.some((test) => test.from === part)).join(", ");
  return arrow(
    `({ ${from} })`,
    tests.flatMap(({ code }, index) => (index > 0 ? [" && ", ...code] : code)),
  );
}
