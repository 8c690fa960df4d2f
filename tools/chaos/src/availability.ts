import { createSession } from "@freshkey/auth-runtime";
import { settle, virtualClock } from "./clock.ts";
import { dice, pick } from "./dice.ts";
import { chainOf, credentials, vendorOf, type Trouble } from "./vendor.ts";

export interface Availability {
  readonly rotation: "none" | "strict" | "grace";
  /** Tokens that the session was given. */
  readonly lives: number;
  readonly calls: number;
  readonly failed: number;
  /** Token requests, and how many of them met with trouble. */
  readonly requests: number;
  readonly troubles: number;
  readonly logins: number;
  /** Requests that may have done something all the same: the most logins that a strict server may cost. */
  readonly maybeSent: number;
  readonly alarms: number;
}

const troubles: readonly Trouble[] = ["unsent", "reset", "lost", "5xx before", "5xx after", "hang"];

/** How often the program calls, ms. */
const every = 10_000;

/** A token endpoint that fails one time in five, and a program that calls every ten seconds: how many of its calls fail? */
export async function callThrough(rotation: Availability["rotation"], lives: number, seed: number): Promise<Availability> {
  const random = dice(seed);
  const clock = virtualClock();
  const tally = { calls: 0, failed: 0, requests: 0, troubles: 0 };
  const vendor = vendorOf(rotation, clock.now, () => {
    tally.requests += 1;
    if (random() >= 0.2) return "none";
    tally.troubles += 1;
    return pick(random, troubles);
  });
  let lived = 0;
  const onEvent = ({ type }: { readonly type: string }): void => void (lived += Number(type === "issued" || type === "renewed"));
  const session = createSession(chainOf(rotation), { credentials, clock, fetch: vendor.fetch, onEvent });

  /** One call that has to wait: until it has its token, or its error. */
  async function wait(): Promise<boolean> {
    let ended: boolean | undefined;
    session.getToken().then(
      () => void (ended = true),
      () => void (ended = false),
    );
    for (let second = 0; second < 600; second += 1) {
      await calm();
      if (ended !== undefined) return ended;
      clock.advance(1000);
    }
    throw new Error("A call hangs.");
  }

  // The first token is not what is measured: there is no older one to live on.
  while (!(await wait())) clock.advance(every);
  const { logins, maybeSent } = vendor;
  lived = 0;
  while (lived < lives) {
    clock.advance(every);
    tally.calls += 1;
    const ready = session.current();
    if (!ready && !(await wait())) tally.failed += 1;
    // Only near its end does something happen behind a token's back: that goes as far as it can before time goes on.
    if (ready && (ready.expiresAt as number) - clock.now() < 400_000) await calm();
  }
  return { rotation, lives: lived, ...tally, logins: vendor.logins - logins, maybeSent: vendor.maybeSent - maybeSent, alarms: vendor.alarms };
}

/** Everything that needs no time comes to its end, or to where it waits. */
async function calm(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await settle();
}
