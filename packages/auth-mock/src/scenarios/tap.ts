import type { Exchange, Journal } from "../journal.ts";

/** Key of an option: told of every exchange as it is written down, before its answer goes out. The journal keeps only the last ones. */
export const onExchange: unique symbol = Symbol("onExchange");

export interface Tapped {
  readonly [onExchange]?: (exchange: Exchange) => void;
}

/** The same journal; what is added to it is told. */
export function tap<Kept extends Journal>(journal: Kept, options: object): Kept {
  const { [onExchange]: told } = options as Tapped;
  if (!told) return journal;
  const tapped = Object.create(journal, {
    add: {
      value(exchange: Exchange) {
        journal.add(exchange);
        told(exchange);
      },
    },
  });
  return tapped as Kept;
}
