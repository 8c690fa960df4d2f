import { createJournal, type Exchange, type Journal } from "../journal.ts";

/** A journal that can start afresh: its exchanges and its counts are gone then. It numbers what it ever wrote down. */
export interface ForgetfulJournal extends Journal {
  forget(): void;
  /** The exchanges that are kept, each with its number from 1 on. */
  numbered(): readonly (readonly [number: number, exchange: Exchange])[];
  find(number: number): Exchange | undefined;
}

export function createForgetfulJournal(added: (number: number, exchange: Exchange) => void, forgotten: () => void): ForgetfulJournal {
  let journal = createJournal();
  let total = 0;
  const before = (): number => total - journal.exchanges.length;
  return {
    get exchanges() {
      return journal.exchanges;
    },
    add(exchange) {
      journal.add(exchange);
      total += 1;
      added(total, exchange);
    },
    calls: (operationId) => journal.calls(operationId),
    forget() {
      journal = createJournal();
      forgotten();
    },
    numbered: () => journal.exchanges.map((exchange, index) => [before() + index + 1, exchange] as const),
    find: (number) => journal.exchanges[number - before() - 1],
  };
}
