import { ReportError } from "./error.ts";

/** What is looked at while bytes pass. */
export interface Passing {
  readonly polls: number;
  /** Most bytes that are taken. */
  readonly limit: number;
  readonly signal: AbortSignal | undefined;
  readonly onBytes: (bytes: number) => void;
}

/** A file on its way, one chunk at a time; undefined when it has no byte. */
export async function download(body: ReadableStream<Uint8Array> | undefined, passing: Passing): Promise<ReadableStream<Uint8Array> | undefined> {
  const reader = body?.getReader();
  if (!reader) return undefined;
  let bytes = 0;
  const read = async (): Promise<Uint8Array | undefined> => {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      passing.signal?.throwIfAborted();
      throw new ReportError("interrupted", `The file broke off after ${bytes} bytes.`, { polls: passing.polls, bytes, cause });
    });
    if (done) return undefined;
    bytes += value.length;
    try {
      if (bytes > passing.limit)
        throw new ReportError("too_large", `The file is larger than ${passing.limit} bytes: narrow the report by a filter, or raise the limit.`, { polls: passing.polls, bytes });
      passing.onBytes(bytes);
    } catch (error) {
      // Nobody reads on: without this the connection stays open.
      reader.cancel(error).catch(() => {});
      throw error;
    }
    return value;
  };
  // The first chunk tells whether there is anything.
  let held = await read();
  while (held?.length === 0) held = await read();
  if (!held) return undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = held ?? (await read());
        held = undefined;
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read before it is asked for.
    { highWaterMark: 0 },
  );
}
