import { resolve, type Operation } from "@freshkey-tools/spec";

/** One answer that a spec documents, with one of its examples. */
export interface DocumentedAnswer {
  readonly operation: Operation;
  readonly status: number;
  /** Absent when the answer has no body. */
  readonly mediaType?: string;
  /** Of several examples the name. */
  readonly example?: string;
  readonly body?: unknown;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Every documented answer of an operation: each status, each media type, each example. */
export function answersOf(document: any, operation: Operation): readonly DocumentedAnswer[] {
  return Object.entries<any>(operation.operation.responses).flatMap(([status, written]) => {
    const response = resolve(document, written);
    const answer = { operation, status: Number(status), headers: headersOf(document, response) };
    const contents = Object.entries<any>(response.content ?? {});
    if (contents.length === 0) return [answer];
    return contents.flatMap(([mediaType, content]) => examplesOf(document, content).map(([example, body]) => ({ ...answer, mediaType, body, ...(example !== "" && { example }) })));
  });
}

/** Examples by name; a single one has an empty name. */
export function examplesOf(document: any, content: any): readonly (readonly [name: string, value: unknown])[] {
  if (content?.example !== undefined) return [["", content.example]];
  return Object.entries<any>(content?.examples ?? {}).map(([name, example]) => [name, resolve(document, example).value]);
}

/** `200`, `200 text/plain`, `400 fieldErrors`: which answer it is. */
export function titleOf({ status, mediaType, example }: DocumentedAnswer): string {
  return [status, mediaType === "application/json" ? undefined : mediaType, example].filter((part) => part !== undefined).join(" ");
}

function headersOf(document: any, response: any): Record<string, string> {
  const headers = Object.entries<any>(response.headers ?? {}).map(([name, header]) => [name.toLowerCase(), resolve(document, header).example]);
  return Object.fromEntries(headers.filter(([, example]) => example !== undefined).map(([name, example]) => [name, String(example)]));
}
