import { broken } from "./broken.ts";
import type { Delivery } from "./delivery.ts";

/** A body without a socket: it fails as one over a socket would. */
export function streamOf(delivery: Delivery, signal: AbortSignal): ReadableStream<Uint8Array> {
  const left = new AbortController();
  const body = delivery.body(AbortSignal.any([left.signal, signal]));
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await body.next();
      if (signal.aborted) controller.error(signal.reason);
      else if (!done) controller.enqueue(value);
      else if (delivery.end === "end" || delivery.whole) controller.close();
      else controller.error(broken("terminated", delivery.end === "reset" ? "ECONNRESET" : "UND_ERR_SOCKET"));
    },
    cancel: () => left.abort(),
  });
}
