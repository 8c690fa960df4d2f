/**
 * Looks at what a client sends and is answered. Takes any Standard Schema; imports none.
 * @module
 */

/** A schema of any library that follows Standard Schema 1: zod, valibot, arktype and others. */
export interface StandardSchema {
  readonly "~standard": { readonly version: 1; readonly vendor: string; readonly validate: (value: unknown) => Outcome | Promise<Outcome> };
}
type Outcome = { readonly issues?: undefined } | { readonly issues: readonly Complaint[] };
interface Complaint {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Schemas by operation, keyed `"POST /path/{id}"`: what a client package exports as `schemas` from its `./schemas`. */
export type OperationSchemas = Readonly<Record<string, { readonly request?: StandardSchema; readonly responses?: Readonly<Record<string, StandardSchema>> }>>;

/** One place that does not fit. Never holds a value; names of members, which a path is made of, can come from the data. */
export interface Issue {
  readonly path: readonly (string | number)[];
  /** The schema's own words, unless they quote the data. */
  readonly message: string;
  /** What is at the path: `missing`, `null`, `array`, or as `typeof` says. */
  readonly received: string;
}

/** A body that does not fit its schema. */
export interface Violation {
  /** Such as `POST /orders/{id}`. */
  readonly operation: string;
  readonly direction: "request" | "response";
  /** HTTP status of the answer; absent for a request. */
  readonly status?: number;
  readonly issues: readonly Issue[];
}

/** What a client takes as `validate`. */
export type Validation = <Answer extends Answered>(operation: string, init: Sent | undefined, send: () => Promise<Answer>) => Promise<Answer>;
interface Sent {
  readonly body?: unknown;
  readonly parseAs?: string;
}
interface Answered {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** What a call rejects with under {@link throwing}. No message or issue of it holds a value. */
export class ValidationError extends Error implements Violation {
  override name = "ValidationError";
  readonly operation: string;
  readonly direction: "request" | "response";
  declare readonly status?: number;
  readonly issues: readonly Issue[];
  constructor(violation: Violation) {
    const { operation, direction, status, issues } = violation;
    const places = issues.slice(0, 3).map(({ path, message, received }) => `${path.join(".") || "the body"}: ${message} (received ${received})`);
    const more = issues.length > 3 ? `; ${issues.length - 3} more` : "";
    super(`${operation}: the ${direction}${status === undefined ? "" : ` ${status}`} does not fit its schema: ${places.join("; ")}${more}.`);
    this.operation = operation;
    this.direction = direction;
    this.issues = issues;
    if (status !== undefined) this.status = status;
  }
}

/**
 * Tells about bodies that do not fit, and does nothing else: calls, answers and their timing stay what they are. What `onViolation` throws is dropped.
 *
 * @example
 * import { report } from "@freshkey/auth-runtime/validate";
 * import { schemas } from "@freshkey/flexcharge/schemas";
 * const flexcharge = createFlexChargeClient({ credentials, validate: report(schemas, (violation) => log.warn(violation)) });
 */
export function report(schemas: OperationSchemas, onViolation: (violation: Violation) => void): Validation {
  const tell = (violation: Violation | undefined): void => {
    try {
      if (violation) onViolation(violation);
    } catch {}
  };
  const look = (found: Found): void => void (found instanceof Promise ? found.then(tell) : tell(found));
  return (operation, init, send) => {
    look(inRequest(schemas, operation, init));
    return send().then((answer) => {
      look(inResponse(schemas, operation, init, answer));
      return answer;
    });
  };
}

/**
 * Rejects a call whose request or answer does not fit, that of an error too. A wrong request is not sent. A wrong answer comes too late for that: what the call did is done.
 * Vendors add values to enums and leave members out: for production {@link report} is the safer one.
 *
 * @example
 * const flexcharge = createFlexChargeClient({ credentials, validate: throwing(schemas) });
 */
export function throwing(schemas: OperationSchemas): Validation {
  const stop = async (found: Found): Promise<void> => {
    const violation = await found;
    if (violation) throw new ValidationError(violation);
  };
  return async (operation, init, send) => {
    await stop(inRequest(schemas, operation, init));
    const answer = await send();
    await stop(inResponse(schemas, operation, init, answer));
    return answer;
  };
}

type Found = Violation | undefined | Promise<Violation | undefined>;

function inRequest(schemas: OperationSchemas, operation: string, init: Sent | undefined): Found {
  const body = init?.body;
  // A form, a stream or bytes: what is in it does not show.
  if (typeof body === "object" && body && !/^\[object (Object|Array)\]$/.test(Object.prototype.toString.call(body))) return undefined;
  return violation(schemas[operation]?.request, body, { operation, direction: "request" });
}

function inResponse(schemas: OperationSchemas, operation: string, init: Sent | undefined, answer: Answered): Found {
  const { status, ok } = answer.response;
  const { responses } = schemas[operation] ?? {};
  // The caller wants it otherwise than the document says.
  if (ok && init?.parseAs && init.parseAs !== "json") return undefined;
  const schema = responses?.[status] ?? responses?.[`${Math.trunc(status / 100)}XX`] ?? responses?.default;
  return violation(schema, ok ? answer.data : answer.error, { operation, direction: "response", status });
}

function violation(schema: StandardSchema | undefined, value: unknown, where: Omit<Violation, "issues">): Found {
  if (!schema) return undefined;
  const judge = ({ issues }: Outcome): Violation | undefined => (issues?.length ? { ...where, issues: issues.map((issue) => plain(issue, value)) } : undefined);
  const failed = (): Violation => ({ ...where, issues: [{ path: [], message: "The schema itself failed.", received: kind(value) }] });
  try {
    const outcome = schema["~standard"].validate(value);
    return outcome instanceof Promise ? outcome.then(judge).catch(failed) : judge(outcome);
  } catch {
    return failed();
  }
}

function plain({ message, path = [] }: Complaint, body: unknown): Issue {
  const steps = path.map((step) => (typeof step === "object" ? step.key : step)).map((step) => (typeof step === "symbol" ? String(step) : step));
  const value = steps.reduce<unknown>((at, step) => (typeof at === "object" && at ? (at as Record<string, unknown>)[step] : undefined), body);
  return { path: steps, message: leaves(value).some((leaf) => quotes(message, leaf)) ? "Invalid input" : message, received: kind(value) };
}

function kind(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** All texts and numbers in a value. */
function leaves(value: unknown, seen: Set<unknown> = new Set()): readonly string[] {
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") return [String(value)];
  if (!value || seen.has(value)) return [];
  seen.add(value);
  return Object.values(value).flatMap((one) => leaves(one, seen));
}

/** Whether a message quotes a text: as a word of its own, or the beginning of a long one. */
function quotes(message: string, text: string): boolean {
  return [text, JSON.stringify(text).slice(1, -1)].some((form) => {
    if (form.length > 16) return message.includes(form.slice(0, 16));
    const around = form ? message.split(form) : [];
    // Behind the last one is `undefined`, which begins like a word.
    return around.some((before, at) => !/\w$/.test(before) && !/^\w/.test(around[at + 1] as string));
  });
}
