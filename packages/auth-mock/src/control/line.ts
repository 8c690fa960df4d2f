import type { PlannedResponse } from "../handle.ts";

/** Planned answers that wait for their call. */
export interface Line {
  /** Throws a `RangeError` when too many wait. */
  add(operationId: string, response: PlannedResponse): void;
  take(operationId: string): PlannedResponse | undefined;
  readonly isFull: boolean;
}

const most = 1_000;

export function createLine(): Line {
  const waiting = new Map<string, PlannedResponse[]>();
  let count = 0;
  return {
    add(operationId, response) {
      if (count >= most) throw new RangeError(`${most} planned answers wait already. Call their operations first.`);
      count += 1;
      const line = waiting.get(operationId);
      if (line) line.push(response);
      else waiting.set(operationId, [response]);
    },
    take(operationId) {
      const response = waiting.get(operationId)?.shift();
      if (response) count -= 1;
      return response;
    },
    get isFull() {
      return count >= most;
    },
  };
}
