import type { MockClock } from "../clock.ts";
import type { Issued, Ledger } from "../ledger.ts";
import { accountOf } from "./accounts.ts";
import { createArmory, type Armory } from "./armory.ts";
import { createChronicle, type Chronicle } from "./chronicle.ts";
import { createFeed, type Feed, type Happening } from "./feed.ts";
import { createForgetfulJournal, type ForgetfulJournal } from "./forget.ts";
import { createLine, type Line } from "./line.ts";
import type { ExchangeLine, FaultView, Told, TokenView } from "./shapes.ts";
import type { Exchange } from "../journal.ts";
import type { Mask } from "./mask.ts";

/** What the control API looks at and steers by. */
export interface Desk {
  readonly ledger: Chronicle;
  readonly journal: ForgetfulJournal;
  readonly armory: Armory;
  readonly line: Line;
  readonly feed: Feed;
  /** Tells that the clock was moved. */
  moved(): void;
  /** Until it is set, nothing is told: what hides the secrets is not there yet. */
  hideBy(mask: Mask): void;
}

/** More at once are not told one by one. */
const many = 50;

export function createDesk(inner: Ledger, clock: MockClock): Desk {
  let mask: Mask | undefined;
  const feed = createFeed(clock.now);
  const push = <Event extends keyof Told>(event: Event, tell: (mask: Mask) => Told[Event] | undefined): void => {
    const happening: Happening = { event, tell: () => mask && tell(mask) };
    if (mask) feed.push(happening);
  };
  const ledger = createChronicle(inner, (tokens) => {
    if (tokens.length > many) push("accounts", () => ({ changed: tokens.length }));
    else for (const token of tokens) push("token", (hides) => ({ account: accountOf(token), token: viewToken(ledger, token, hides) }));
  });
  const armory = createArmory(clock, (fault) => push("fault", (hides) => viewFault(fault, hides)));
  const journal = createForgetfulJournal(
    (number, exchange) => {
      // By its number: what the journal has dropped must not live on here.
      push("exchange", (hides) => {
        const kept = journal.find(number);
        return kept && viewLine(number, kept, hides);
      });
      if (exchange.faults) armory.look();
    },
    () => {
      feed.forget();
      push("cleared", () => ({}));
    },
  );
  return {
    ledger,
    journal,
    armory,
    line: createLine(),
    feed,
    moved: () => push("clock", () => ({ now: clock.now() })),
    hideBy(given) {
      mask = given;
    },
  };
}

/** Without a mask its value is shown. */
export function viewToken(ledger: Chronicle, token: Issued, mask: Mask | undefined): TokenView {
  const view = ledger.view(token);
  return mask ? { ...view, value: mask.token(view.value) } : view;
}

/** An exchange in one line. Without a mask nothing is hidden. */
export function viewLine(number: number, exchange: Exchange, mask: Mask | undefined): ExchangeLine {
  const bare: Exchange = { ...exchange, request: { headers: {}, body: "" }, response: { headers: [], body: "" } };
  const { request: _request, response: _response, ...line } = mask ? mask.exchange(bare) : bare;
  return { number, ...line };
}

/** Without a mask nothing is hidden. */
export function viewFault(view: FaultView, mask: Mask | undefined): FaultView {
  return mask ? { ...view, fault: mask.fault(view.fault) } : view;
}
