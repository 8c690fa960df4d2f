import type { HttpMethod, OperationRequestBodyContent, ResponseObjectMap, SuccessResponse } from "openapi-typescript-helpers";
import type { GrantAnswer, GrantInputs, Interaction, Scheme, ServerRule, SignOutRun, TokenChain, TokenRule, ValueRule } from "./types.ts";

/** The request body that an operation of the document takes. An undefined value leaves an optional member out. */
export type RequestBody<Paths, Method extends string, Path extends keyof Paths> = Loosely<OperationRequestBodyContent<Paths[Path][Lowercase<Method> & keyof Paths[Path]]>>;

type Loosely<T> = T extends readonly unknown[] ? T : T extends object ? { [Key in keyof T]: Loosely<T[Key]> | ({} extends Pick<T, Key> ? undefined : never) } : T;

/** An answer as a server may really send it: any part can be missing. */
export type Partially<T> = T extends readonly (infer Item)[]
  ? readonly (Partially<Item> | undefined)[] | undefined
  : T extends object
    ? { readonly [Key in keyof T]?: Partially<T[Key]> | undefined }
    : T | undefined;

type MethodsOf<Item> = {
  [Method in keyof Item & HttpMethod]: Exclude<Item[Method], undefined> extends never ? never : Method;
}[keyof Item & HttpMethod];

type AnswerOf<Operation extends Record<string | number, any>> = GrantAnswer<NonNullable<Partially<SuccessResponse<ResponseObjectMap<Operation>>>>>;

/** `path` and `query` as the operation declares them; an undefined value leaves an optional one out. */
type ParametersOf<Operation> = Operation extends { parameters: infer Parameters }
  ? { readonly [Place in keyof Parameters as Place extends "path" | "query" | "header" ? Place : never]?: Loosely<NonNullable<Parameters[Place]>> }
  : never;

type TypedGrant<Operation extends Record<string | number, any>, Method, Path, Credentials, Token extends string, Value extends string, SchemeName, More> = {
  readonly method: Method;
  readonly path: Path;
  readonly server?: number;
  readonly needs?: readonly (Token | Value)[];
  readonly credentials?: readonly (keyof Credentials & string)[];
  readonly requires?: readonly (keyof Credentials & string)[];
  readonly security?: readonly SchemeName[];
  readonly parameters?: (inputs: GrantInputs<Credentials, Token, Value> & More) => ParametersOf<Operation>;
  readonly body?: (inputs: GrantInputs<Credentials, Token, Value> & More) => Loosely<OperationRequestBodyContent<Operation>>;
  readonly success?: (answer: AnswerOf<Operation>) => boolean;
  readonly outputs: { readonly [Name in Token | Value]?: (answer: AnswerOf<Operation>) => string | null | undefined };
  readonly expiresIn?: { readonly [Name in Token]?: (answer: AnswerOf<Operation>) => unknown };
  readonly refusedBy?: { readonly [status: number]: Token | Value | "credentials" };
  readonly runsOn?: "server";
};

type GrantsOf<Paths, Credentials, Token extends string, Value extends string, SchemeName, More = unknown> = {
  [Path in keyof Paths & string]: {
    [Method in MethodsOf<Paths[Path]>]: TypedGrant<Extract<Paths[Path][Method], Record<string | number, any>>, Uppercase<Method>, Path, Credentials, Token, Value, SchemeName, More>;
  }[MethodsOf<Paths[Path]>];
}[keyof Paths & string];

type SignOutsOf<Paths, Value, SchemeName> = {
  [Path in keyof Paths & string]: {
    readonly run: SignOutRun;
    readonly method: Uppercase<MethodsOf<Paths[Path]>>;
    readonly path: Path;
    readonly server?: number;
    readonly security?: readonly SchemeName[];
    readonly reference?: Value;
  };
}[keyof Paths & string];

interface ChainDefinition<Paths, Credentials, Token extends string, Value extends string, SchemeName extends string> {
  readonly name: string;
  readonly servers: readonly ServerRule[];
  readonly credentials: readonly (keyof Credentials & string)[];
  readonly principal: readonly (keyof Credentials & string)[];
  readonly tokens: Readonly<Record<Token, TokenRule<Credentials>>>;
  readonly values?: Readonly<Record<Value, ValueRule<Credentials>>>;
  readonly schemes: Readonly<Record<SchemeName, Scheme<Credentials, NoInfer<Token>>>>;
  readonly grants: readonly GrantsOf<Paths, Credentials, NoInfer<Token>, NoInfer<Value>, NoInfer<SchemeName>>[];
  readonly serverOnly?: readonly NoInfer<Token | Value>[];
  readonly signOut?: SignOutsOf<Paths, NoInfer<Value>, NoInfer<SchemeName>>;
}

type PagesOf<Paths, Credentials> = {
  [Path in keyof Paths & string]: {
    readonly path: Path;
    readonly server?: number;
    readonly parameters?: (inputs: { readonly credentials: Credentials; readonly interaction: Interaction }) => ParametersOf<Paths[Path]["get" & keyof Paths[Path]]>;
  };
}[keyof Paths & string];

/**
 * How a person signs in, in types that are checked against an OpenAPI document's `paths`. No renewal starts it: something that has a
 * person in front of it sends them to `page`, and runs `grant` with what they bring back.
 */
export interface SignIn<Paths, Credentials> {
  /** The address to send the person to: `GET` this path of this server, with these parameters. */
  readonly page: PagesOf<Paths, Credentials>;
  /** The exchange of the code. It names no credentials: a refused code says nothing against them. */
  readonly grant: GrantsOf<Paths, Credentials, string, string, string, { readonly interaction: Interaction }>;
}

/**
 * Declares a token chain in types that are checked against an OpenAPI document's `paths`. Generated clients call it;
 * call it yourself for what the spec extension cannot say.
 *
 * @example
 * const chain = defineTokenChain<paths, { key: string }>()({
 *   name: "my-api",
 *   servers: [{ production: "https://api.example.com" }],
 *   credentials: ["key"],
 *   principal: [],
 *   tokens: { accessToken: { lifetime: 600 } },
 *   schemes: { bearer: { token: "accessToken", header: (value) => ["authorization", `Bearer ${value}`] } },
 *   grants: [{
 *     method: "POST", path: "/token", credentials: ["key"], refusedBy: { 401: "credentials" },
 *     body: ({ credentials }) => ({ key: credentials.key }),
 *     outputs: { accessToken: ({ body }) => body.access_token },
 *   }],
 * });
 */
export function defineTokenChain<Paths extends {}, Credentials extends object>(): <const Token extends string, const SchemeName extends string, const Value extends string = never>(
  definition: ChainDefinition<Paths, Credentials, Token, Value, SchemeName>,
) => TokenChain<Credentials> {
  return (definition) => definition as unknown as TokenChain<Credentials>;
}
