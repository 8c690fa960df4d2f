/** Something in a request or an answer that the document does not allow. */
export interface Violation {
  readonly side: "request" | "response";
  /** Where, with dots: `body.username`, `header.authorization`. */
  readonly location: string;
  readonly message: string;
}

/** One request and what it got, as it was on the wire: tokens and secrets included. */
export interface Exchange {
  /** Absent when the request matched no operation. */
  readonly operationId?: string;
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** 0 when a fault left the request unanswered. */
  readonly status: number;
  /** When it arrived, ms since the epoch by the mock's clock. */
  readonly at: number;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  /** A header that was sent several times (`set-cookie`) appears several times. */
  readonly response: { readonly headers: readonly (readonly [name: string, value: string])[]; readonly body: string };
  readonly violations: readonly Violation[];
  /** The kinds of the faults that touched it; absent without any. They may have kept back what `response` shows. */
  readonly faults?: readonly string[];
}

const kept = 1_000;
/** In characters, all that is kept together: bodies may have a million each. */
const keptSize = 67_108_864;

export interface Journal {
  readonly exchanges: readonly Exchange[];
  add(exchange: Exchange): void;
  calls(operationId: string): number;
}

export function createJournal(): Journal {
  const exchanges: Exchange[] = [];
  let size = 0;
  const counts = new Map<string, number>();
  return {
    exchanges,
    add(exchange) {
      exchanges.push(exchange);
      size += sizeOf(exchange);
      while (exchanges.length > kept || (size > keptSize && exchanges.length > 1)) size -= sizeOf(exchanges.shift() as Exchange);
      const id = exchange.operationId;
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    },
    calls: (operationId) => counts.get(operationId) ?? 0,
  };
}

function sizeOf({ path, query, request, response }: Exchange): number {
  const headers = [...Object.entries(request.headers), ...response.headers].reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return path.length + query.length + headers + request.body.length + response.body.length;
}
