import { parseDuration } from "./duration.ts";
import { AuthMockError } from "./error.ts";
import { parseExpression, type Expression, type Pointer } from "./expression.ts";

/** One chain of `components.x-token-chains`, read. */
export interface Chain {
  readonly name: string;
  /** JSON Schema, as written. */
  readonly credentials: { readonly required?: readonly string[]; readonly properties?: Readonly<Record<string, unknown>> };
  /** Names of credentials and values that say whose login it is. */
  readonly principal: readonly string[];
  readonly schemes: Readonly<Record<string, Fill>>;
  readonly tokens: Readonly<Record<string, TokenRule>>;
  /** Values that the user may supply. */
  readonly given: ReadonlySet<string>;
  readonly grants: readonly Grant[];
  readonly signOut: { readonly operationId: string; readonly reference: string | undefined } | undefined;
}

/** What a security scheme is filled with. */
export type Fill = { readonly kind: "value"; readonly value: Expression } | { readonly kind: "basic"; readonly username: Expression; readonly password: Expression };

export type Rotation = "none" | "strict" | { readonly grace: number };

export interface TokenRule {
  /** ms; undefined: it does not die of age. */
  readonly lifetime: number | undefined;
  readonly rotation: Rotation;
}

export interface Grant {
  readonly chain: Chain;
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly is: Expression }[];
  readonly body: readonly { readonly pointer: Pointer; readonly is: Expression }[];
  readonly outputs: readonly Output[];
  readonly success: readonly { readonly pointer: Pointer; readonly is: unknown }[];
  /** Names of credentials. */
  readonly requires: readonly string[];
  readonly refusedBy: readonly { readonly status: number; readonly input: string }[];
  /** The page that a person is sent to first. */
  readonly interactive: { readonly operationId: string; readonly parameters: readonly { readonly name: string; readonly is: Expression }[] } | undefined;
}

export interface Output {
  readonly name: string;
  readonly value: Expression;
  readonly expiresIn: Expression | undefined;
  readonly expiresAt: { readonly at: Expression; readonly unit: "ms" | "s" | "date-time" } | undefined;
}

/** Reads the extension. Throws `AuthMockError`, naming the place, at the first thing it cannot read. */
export function readChains(extension: any, file: string): readonly Chain[] {
  if (Object.keys(extension).length < 2) throw new AuthMockError(`${file}: components.x-token-chains has no chain. Write one under \`default\`.`);
  const fail = (place: string, why: string): never => {
    throw new AuthMockError(`${file}: components.x-token-chains.${place}: ${why}`);
  };
  const expression = (value: unknown, place: string): Expression => parseExpression(value) ?? fail(place, `${JSON.stringify(value)} is no expression. Write $$ for a text that begins with $.`);
  const duration = (value: unknown, place: string): number => parseDuration(String(value)) ?? fail(place, `${JSON.stringify(value)} is no ISO 8601 duration. Write for example PT10M or P14D.`);

  const leaves = (value: unknown, place: string, pointer: Pointer = []): { pointer: Pointer; is: Expression }[] =>
    value !== null && typeof value === "object"
      ? Object.entries(value).flatMap(([step, member]) => leaves(member, `${place}.${step}`, [...pointer, step]))
      : value === undefined
        ? []
        : [{ pointer, is: expression(value, place) }];

  const readFill = (value: any, place: string): Fill =>
    typeof value === "string" ? { kind: "value", value: expression(value, place) } : { kind: "basic", username: expression(value?.username, place), password: expression(value?.password, place) };

  const readOutput = (name: string, source: any, place: string): Output => {
    const long = typeof source === "string" ? { value: source } : (source ?? {});
    return {
      name,
      value: expression(long.value, place),
      expiresIn: long.expiresIn === undefined ? undefined : expression(long.expiresIn, place),
      expiresAt: long.expiresAt === undefined ? undefined : { at: expression(long.expiresAt, place), unit: long.unit },
    };
  };

  const readGrant = (chain: Chain, source: any, place: string): Grant => ({
    chain,
    operationId: String(source.operationId),
    parameters: entries(source.parameters).map(([name, value]) => ({ name, is: expression(value, `${place}.parameters.${name}`) })),
    body: leaves(source.requestBody, `${place}.requestBody`),
    outputs: entries(source.outputs).map(([name, value]) => readOutput(name, value, `${place}.outputs.${name}`)),
    success: entries(source.success).map(([at, is]) => {
      const where = expression(at, `${place}.success`);
      return where.kind === "body" ? { pointer: where.pointer, is } : fail(`${place}.success`, "write $response.body#/… on the left.");
    }),
    requires: ((source.requires ?? []) as unknown[]).map((value) => {
      const wanted = expression(value, `${place}.requires`);
      return wanted.kind === "credentials" ? wanted.name : fail(`${place}.requires`, "write $credentials.….");
    }),
    refusedBy: entries(source.refusedBy).map(([status, input]) => ({ status: Number(status), input: String(input) })),
    interactive: source.interactive && {
      operationId: String(source.interactive.operationId),
      parameters: entries(source.interactive.parameters).map(([name, value]) => ({ name, is: expression(value, `${place}.interactive.parameters.${name}`) })),
    },
  });

  const readRotation = (value: any, place: string): Rotation =>
    value === undefined || value === "none" ? "none" : value === "strict" ? "strict" : { grace: duration(value?.grace, `${place}.rotation`) };

  return entries(extension)
    .filter(([name]) => name !== "version")
    .map(([name, source]) => {
      const grants: Grant[] = [];
      const chain: Chain = {
        name,
        credentials: source.credentials ?? {},
        principal: ((source.principal ?? []) as unknown[]).map(String),
        schemes: mapEntries(source.schemes, (value, scheme) => readFill(value, `${name}.schemes.${scheme}`)),
        tokens: mapEntries(source.tokens, (rule: any, token) => ({
          lifetime: rule?.lifetime === undefined ? undefined : duration(rule.lifetime, `${name}.tokens.${token}.lifetime`),
          rotation: readRotation(rule?.rotation, `${name}.tokens.${token}`),
        })),
        given: new Set(entries(source.values).flatMap(([value, rule]) => (rule?.given === undefined ? [] : [value]))),
        grants,
        signOut: source.signOut && { operationId: source.signOut.operationId, reference: valueName(source.signOut.reference) },
      };
      for (const [index, grant] of (source.grants ?? []).entries()) grants.push(readGrant(chain, grant, `${name}.grants.${index}`));
      return chain;
    });
}

function valueName(reference: unknown): string | undefined {
  const read = reference === undefined ? undefined : parseExpression(reference);
  return read?.kind === "values" ? read.name : undefined;
}

function entries(value: unknown): [string, any][] {
  return Object.entries((value as Record<string, unknown> | null | undefined) ?? {});
}

function mapEntries<T>(value: unknown, read: (value: any, name: string) => T): Record<string, T> {
  return Object.fromEntries(entries(value).map(([name, member]) => [name, read(member, name)]));
}
