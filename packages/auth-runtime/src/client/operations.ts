/** What openapi-fetch does not read from a document: generated per operation, keyed `"POST /path/{id}"`. */
export interface Operation {
  /** Security alternatives: the first that the session can fill is used. An empty alternative: no token. */
  readonly security: readonly (readonly string[])[];
  /** Media types of the request body, the usual one first. Absent: JSON. */
  readonly body?: readonly string[];
  /** `text`: some success answer is not JSON; then the answer's own media type decides. */
  readonly answer?: "text";
  /** Index into the chain's servers; 0 when absent. */
  readonly server?: number;
}

/** All operations of a document, keyed `"METHOD /path/{template}"`. */
export type Operations = Readonly<Record<string, Operation>>;
