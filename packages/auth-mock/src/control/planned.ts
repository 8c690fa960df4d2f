import { validateHeaderName, validateHeaderValue } from "node:http";
import type { PlannedResponse } from "../handle.ts";

/** Reads the body of `respond-once`. A text says what is wrong with it. */
export function readPlanned(given: Readonly<Record<string, unknown>>): { readonly operationId: string; readonly response: PlannedResponse } | string {
  const { operationId, status, headers = {}, body } = given;
  if (typeof operationId !== "string") return 'Write "operationId": the operation whose next call is answered.';
  if (!Number.isInteger(status) || (status as number) < 200 || (status as number) > 599) return 'Write "status": a whole number from 200 to 599.';
  if (headers === null || typeof headers !== "object" || Array.isArray(headers)) return 'Write "headers" as an object of texts: {"retry-after": "5"}.';
  for (const [name, value] of Object.entries(headers)) {
    const lines: unknown[] = Array.isArray(value) ? value : [value];
    if (!lines.every((line) => typeof line === "string" && isHeader(name, line))) return 'A member of "headers" is no header: a name, and a text or a list of texts without line breaks.';
  }
  return { operationId, response: { status: status as number, headers: headers as Record<string, string | string[]>, ...(body !== undefined && { body }) } };
}

function isHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    // Node frames the body itself; a length that is wrong would hang the caller.
    return !/^(content-length|transfer-encoding)$/i.test(name);
  } catch {
    return false;
  }
}
