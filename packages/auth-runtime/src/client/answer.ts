/** A success whose body is not the JSON that the document says: a sign-in page, half an answer. It holds nothing of the answer's body and headers; `parseAs: "text"` gives both. */
export class UnreadableAnswerError extends Error {
  override name = "UnreadableAnswerError";
  /** Such as `GET /orders/{id}`. */
  readonly operation: string;
  /** HTTP status. */
  readonly status: number;
  constructor(operation: string, { status, headers }: Response) {
    super(`${operation}: answered ${status}, but not with JSON (${headers.get("content-type")?.split(";")[0]}).`);
    this.operation = operation;
    this.status = status;
  }
}

/**
 * What openapi-fetch made of an answer, completed: the status decides whether it is a success, and a text that is JSON is read here.
 * `isJson`: `text` leaves it to the answer's own media type.
 */
export function complete(operation: string, isJson: boolean | "text", result: any): any {
  const { response, data } = result;
  result.ok = response.ok;
  result.status = response.status;
  // A body without a length and without a byte.
  if (result.error === "") result.error = undefined;
  if (typeof data === "string" && (isJson === "text" ? /json/i.test(response.headers.get("content-type")) : isJson)) {
    try {
      result.data = data ? JSON.parse(data) : undefined;
    } catch {
      // The parser's own words quote the body.
      throw new UnreadableAnswerError(operation, response);
    }
  }
  return result;
}
