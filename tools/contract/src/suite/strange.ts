import type { DocumentedAnswer } from "../document/answers.ts";

/** Whether an answer has a body of JSON. */
export function isJson({ mediaType = "" }: DocumentedAnswer): boolean {
  return /json/.test(mediaType);
}

/** The same body as a vendor may send it next year: with new members, with unknown values, with nothing in it. */
export function variants(body: unknown): readonly unknown[] {
  const unknownValue = (value: unknown): unknown => (typeof value === "string" ? "a value that nobody knows" : value);
  return [grow(body), leaves(body, unknownValue), leaves(body, () => null), null];
}

/** The same answer, with new members in every object of it. */
export async function strange(response: Response): Promise<Response> {
  if (!/json/.test(response.headers.get("content-type") ?? "")) return response;
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(JSON.stringify(grow(await response.json())), { status: response.status, headers });
}

function grow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(grow);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).map(([name, member]) => [name, grow(member)]);
  return { ...Object.fromEntries(members), newMember: { deep: [null, 1] }, newNull: null };
}

function leaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => leaves(item, change));
  if (value === null || typeof value !== "object") return change(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, leaves(member, change)]));
}
