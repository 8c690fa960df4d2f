import type { FlexChargeErrorDetails } from "./error.ts";

type Mask = (text: string) => string;

/** Texts as they may be shown: without long numbers, without what is hidden, not endless. */
function maskOf(hidden: readonly string[]): Mask {
  const secrets = hidden.filter((text) => typeof text === "string" && text.length >= 3).sort((a, b) => b.length - a.length);
  return (text) => {
    let shown = text;
    // Banks write names in capitals.
    for (const secret of secrets) shown = shown.replace(new RegExp(secret.replace(/[^\w\s]/g, "\\$&"), "gi"), "[hidden]");
    return shown.replace(/\d(?:[ .-]{0,2}\d){10,}/g, "[hidden]").slice(0, 300);
  };
}

/** What an answer says about its failure: a problem with members, bare messages by member, or the envelope of a success. */
export function read(body: unknown, hidden: readonly string[]): FlexChargeErrorDetails {
  if (!isObject(body)) return {};
  const mask = maskOf(hidden);
  if ("success" in body || "responseCode" in body || Array.isArray(body["errors"])) return envelope(body, mask);
  const { errors, title, traceId } = body;
  if (typeof title === "string" || isObject(errors)) return defined({ explanation: shown(title, mask), traceId: shown(traceId, mask), members: messages(errors, mask) });
  const { TraceId, ...rest } = body;
  return defined({ traceId: shown([TraceId].flat()[0], mask), members: messages(rest, mask) });
}

function envelope({ responseCode, statusCode, responseMessage, errors }: Readonly<Record<string, unknown>>, mask: Mask): FlexChargeErrorDetails {
  const list = Array.isArray(errors) ? errors : [];
  // Its items are pairs: the member, then what is wrong with it.
  const pairs = list.filter(isObject).flatMap(({ item1, item2 }) => (typeof item1 === "string" && item1 !== "" ? [[item1, [item2]] as const] : []));
  const explanation =
    shown(responseMessage, mask) ??
    shown(
      list.find((item) => typeof item === "string"),
      mask,
    );
  return defined({ code: codeOf(responseCode) ?? codeOf(statusCode), explanation, members: messages(Object.fromEntries(pairs), mask) });
}

function codeOf(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^[\w.-]{1,10}$/.test(text) ? text : undefined;
}

function messages(value: unknown, mask: Mask): Readonly<Record<string, readonly string[]>> | undefined {
  if (!isObject(value)) return undefined;
  const all = Object.entries(value).map(([name, texts]) => [mask(name), [texts].flat().flatMap((text) => shown(text, mask) ?? [])] as const);
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

function shown(value: unknown, mask: Mask): string | undefined {
  return typeof value === "string" && value !== "" ? mask(value) : undefined;
}

/** Whether a body is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function defined(details: { readonly [Name in keyof FlexChargeErrorDetails]: FlexChargeErrorDetails[Name] | undefined }): FlexChargeErrorDetails {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)) as FlexChargeErrorDetails;
}
