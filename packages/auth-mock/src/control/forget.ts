import { createJournal, type Journal } from "../journal.ts";

/** A journal that can start afresh: its exchanges and its counts are gone then. */
export interface ForgetfulJournal extends Journal {
  forget(): void;
}

export function createForgetfulJournal(): ForgetfulJournal {
  let journal = createJournal();
  return {
    get exchanges() {
      return journal.exchanges;
    },
    add: (exchange) => journal.add(exchange),
    calls: (operationId) => journal.calls(operationId),
    forget() {
      journal = createJournal();
    },
  };
}
