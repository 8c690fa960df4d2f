import { conduct, id } from "./conduct.ts";
import type { Rule } from "./rules.ts";
import { copy, copyShelved, none, type Setting } from "./setting.ts";
import type { Id, Outcome, Process, Shelved, State } from "./state.ts";
import { canPass, pass } from "./time.ts";

/** A state that follows, and what is wrong with how it came about. */
export interface Move {
  readonly what: string;
  readonly state: State;
  readonly wrong: string | undefined;
  /** Only time has passed. */
  readonly idle?: boolean;
}

/** Everything that can happen next. */
export function moves(from: State, setting: Setting): Move[] {
  const has = (rule: Rule) => setting.without !== rule;
  const { write, load, judge, spends, settled, goOn, rest, claimed, ended } = conduct(setting);
  // One fault costs no login where a token may be sent again; two may cost one.
  const costOf = ({ grant }: Process) => (setting.rotation === "grace" && !setting.ageless && grant !== "password" ? 0.5 : 1);
  const all: Move[] = [];
  /** One way on: `fault` says whether it takes one, `reason` whether it may cost a login or a renewal. */
  const way = (what: string, index: number | undefined, change: (state: State, me: Process) => string | undefined | void, fault = 0, reason = 0, idle = false) => {
    if (fault > from.faults) return;
    const state = copy(from);
    state.faults -= fault;
    state.reasons += reason;
    const me = state.processes[index ?? 0] as Process;
    if (index !== undefined && what !== "is gone") me.slow = false;
    let wrong = change(state, me) ?? undefined;
    if (!wrong && state.alarms > state.pardoned) wrong = "alarm";
    if (!wrong && state.logins > state.reasons) wrong = "needless login";
    if (!wrong && state.renewals > 1 + state.reasons + (setting.faults - state.faults)) wrong = "needless renewal";
    if (!wrong && me.calls > 7) wrong = "loop";
    all.push({ what: index === undefined ? what : `${index} ${what}`, state, wrong, idle });
  };
  const active = (one: Process, nonce: Id) => one.nonce === nonce && (one.at === "send" || one.at === "flight" || one.at === "settle" || (one.at === "claim" && one.resent));

  /** The three ways in which a store's answer can go wrong. */
  function swap(
    index: number,
    what: string,
    next: (state: State, me: Process) => Shelved,
    won: (state: State, me: Process) => string | undefined | void,
    lost: (state: State, me: Process) => string | undefined | void,
    unwritten: (state: State, me: Process) => string | undefined | void,
  ) {
    const attempt = (state: State, me: Process) => {
      const wrong = write(state, me, next(state, me));
      return wrong === false ? lost(state, me) : (wrong ?? won(state, me));
    };
    way(what, index, attempt);
    way(
      `${what}, answer lost`,
      index,
      (state, me) => {
        const wrong = write(state, me, next(state, me));
        if (wrong !== undefined && wrong !== false) return wrong;
        if (wrong === false) return lost(state, me);
        return has("writer") ? won(state, me) : lost(state, me);
      },
      1,
    );
    way(`${what}, store says no`, index, unwritten, 1, 1);
  }

  const forget = (me: Process) =>
    Object.assign(me, none, {
      refused: 0,
      grant: undefined,
      outcome: undefined,
      nonce: 0,
      late: false,
      stored: false,
      unwritable: false,
      walked: false,
      resent: false,
      orphan: false,
      again: 0,
      flown: false,
      mine: false,
      epoch: -1,
    });

  for (const [index, one] of from.processes.entries()) {
    const crash = () =>
      way(
        "crashes",
        index,
        (_, me) => {
          forget(me);
          me.restarts += 1;
          me.password = from.password;
          me.won = { short: 0, access: 0, refresh: 0 };
          me.at = me.restarts > 1 ? "done" : "load";
        },
        1,
        costOf(one),
      );
    if (one.at === "call")
      way("calls", index, (state, me) => {
        if (state.vendor[me[me.wanted]] === "live") return void (me.at = "done");
        me.refused = me[me.wanted];
        me.at = "load";
        return undefined;
      });
    if (one.at === "load") way("loads", index, load);
    if (one.at === "wait" && (from.store.version !== one.seen.version || !from.store.intent || from.store.intent.over)) way("wakes", index, (_, me) => void (me.at = "load"));
    if (one.at === "claim") {
      swap(
        index,
        "claims",
        claimed,
        (_, me) => void ([me.at, me.late] = ["send", false]),
        (_, me) => {
          me.at = "load";
          rest(me);
        },
        (_, me) => {
          // What is sent under no intent of its own counts as spent.
          if (me.resent) return void (me.at = "settle");
          rest(me);
          me.unwritable = true;
          me.stored = false;
          me.at = spends(me) && has("stored") ? "load" : "send";
        },
      );
      crash();
    }
    if (one.at === "send") {
      way("sends", index, (state, me) => {
        // Too late within the grace, or under its intent: it counts as spent.
        if (me.resent && ((me.again === 0 && has("inGrace")) || (me.late && has("margin")))) return void ((me.outcome = "maybe"), (me.at = "settle"));
        if (!me.resent && ((me.late && has("margin")) || (me.orphan && me.again === 0 && has("inTime")))) {
          const wrong = write(state, me, { ...me.seen, intent: undefined, ...(me.orphan && { refresh: 0 }) });
          me.at = "load";
          rest(me);
          return wrong || undefined;
        }
        const other = state.processes.find((q) => q !== me && q.at === "flight" && q.stored && me.stored && q.epoch === me.epoch && !state.lossy);
        me.at = "flight";
        return other ? "two senders at once" : undefined;
      });
      crash();
    }
    if (one.at === "flight") {
      const judged = (what: string, done: boolean, outcome?: Outcome) =>
        way(
          what,
          index,
          (state, me) => {
            const found = done ? judge(state, me) : undefined;
            me.calls += done ? 0 : 1;
            me.outcome = outcome ?? found;
            if (outcome && outcome !== "unsent" && found !== "won") me.outcome = found === "refused" || found === "wrong" ? found : outcome;
            if (me.outcome !== "won") me.won = { short: 0, access: 0, refresh: 0 };
            ended(state, me);
          },
          outcome ? 1 : 0,
          outcome && (outcome !== "unsent" || one.resent || one.orphan) ? costOf(one) : 0,
        );
      judged("is answered", true);
      judged("is lost on the way", false, "maybe");
      judged("answer is lost", true, "maybe");
      judged("is not sent, or 429", false, "unsent");
      judged("is answered without a token", true, "empty");
      crash();
    }
    if (one.at === "settle") {
      const lose = (state: State, me: Process): string | undefined => {
        if (me.outcome === "won" && !has("noRevoke")) for (const token in state.vendor) if (state.vendor[token] === "live") state.vendor[token] = "revoked";
        if (!has("lostSwap") && me.outcome === "won") {
          // Writes what it has won over the other's.
          const { version } = state.store;
          const mine = settled(me);
          me.seen.version = version;
          return write(state, me, mine) || goOn(state, me, mine);
        }
        me.won = { short: 0, access: 0, refresh: 0 };
        rest(me);
        me.at = "load";
        return undefined;
      };
      if (!one.stored && has("intent") && has("each")) way("goes on in memory", index, (state, me) => goOn(state, me, settled(me)));
      else
        swap(
          index,
          "settles",
          (_, me) => settled(me),
          (state, me) => goOn(state, me, me.seen),
          lose,
          (state, me) => goOn(state, me, settled(me)),
        );
      crash();
    }
    // Only where time counts: elsewhere a stop matters when the intent is over.
    if (setting.rotation === "grace" && !one.slow && (one.at === "claim" || one.at === "send" || one.at === "settle")) way("stops", index, (_, me) => void (me.slow = true), 1, costOf(one));
    // A new session after a sign-out.
    if ((one.at === "done" || one.at === "signedOut") && from.outs > one.born && one.restarts === 0)
      way(
        "opens anew",
        index,
        (_, me) => {
          forget(me);
          me.restarts = 1;
          me.at = "load";
        },
        0,
        1,
      );
  }

  const { intent } = from.store;
  if (intent && !intent.over) {
    const holder = from.processes[intent.holder] as Process;
    const alive = active(holder, intent.nonce);
    const expire = (state: State) => {
      (state.store.intent as { over: boolean }).over = true;
      const me = state.processes[intent.holder] as Process;
      if (!alive) return;
      me.late = true;
      // Its request is called off before the intent is over: it has arrived by then, or never will.
      if (me.at === "flight" && has("margin")) {
        me.outcome = "maybe";
        ended(state, me);
      }
      me.slow = true;
    };
    way(alive ? "stops too long" : "is gone", intent.holder, expire, alive && !holder.slow ? 1 : 0, alive && !holder.slow ? costOf(holder) : 0);
  }
  if (setting.rotation === "grace" && canPass(from)) way("time passes", undefined, (state) => pass(state, setting), 0, 0, true);
  if (from.outs === 0)
    way(
      "sign-out",
      undefined,
      (state) => {
        const gone = !has("never");
        state.older = copyShelved(state.store);
        state.outs += 1;
        state.store = { ...none, version: gone ? 0 : id(state), writer: 0, epoch: state.store.epoch + (has("signOut") && !gone ? 1 : 0), intent: undefined, gate: 0 };
      },
      1,
      1,
    );
  if (from.older.version !== from.store.version) way("the store goes back", undefined, (state) => void ((state.store = copyShelved(state.older)), (state.pardoned += 1), (state.lossy = true)), 1, 2);
  way("the store forgets all", undefined, (state) => void ((state.store = { ...none, version: id(state), writer: 0, epoch: 0, intent: undefined, gate: 0 }), (state.lossy = true)), 1, 2);
  return all;
}
