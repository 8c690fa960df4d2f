import { listCalls, readSpec } from "@freshkey-tools/spec";
import type { Exercise } from "../contract.ts";
import { requestsOf } from "../document/requests.ts";
import { specFile } from "../mock.ts";
import { callThrough, type Subject } from "../subject.ts";

/** Calls every operation of a spec as its examples say, with each media type, each through a client of its own. Throws when one does not work. */
export function walk(subject: Subject): Exercise {
  return async (mock) => {
    const { document } = readSpec(specFile(subject.api));
    for (const operation of listCalls(document)) {
      for (const request of requestsOf(document, operation)) {
        const { response } = await callThrough(subject, mock, request);
        if (!response.ok) throw new Error(`${operation.id} was answered ${response.status}`);
      }
    }
  };
}
