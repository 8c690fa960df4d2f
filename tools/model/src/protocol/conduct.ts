import type { Rule } from "./rules.ts";
import { copyShelved, links, type Setting } from "./setting.ts";
import type { Id, Intent, Outcome, Process, Shelved, State } from "./state.ts";
import { again, grace } from "./time.ts";

/** What one process does by the protocol, with or without one of its rules. Each gives what is wrong with it. */
export interface Conduct {
  /** Writes if nobody else did; `false`: it lost. */
  write(state: State, me: Process, next: Shelved): string | false | undefined;
  /** Nothing is sent again in what follows. */
  rest(me: Process): void;
  load(state: State, me: Process): string | undefined;
  /** The vendor judges its request. */
  judge(state: State, me: Process): Outcome;
  spends(me: Process): boolean;
  /** The record once this outcome is in it, the intent over. */
  settled(me: Process): Shelved;
  /** The process goes on with what it has won, or without what it has lost. */
  goOn(state: State, me: Process, next: Shelved): string | undefined;
  /** Its intent, before it sends. */
  claimed(state: State, me: Process): Shelved;
  /** Its request has ended: what it does next. */
  ended(state: State, me: Process): void;
}

/** A name that nobody has yet. */
export const id = (state: State): Id => state.next++;

export function conduct(setting: Setting): Conduct {
  const has = (rule: Rule) => setting.without !== rule;
  // Without a store that can tell the age of a record nothing is sent again.
  const allowed = setting.rotation === "grace" && !setting.ageless ? (has("arrives") ? again : grace) : 0;
  /** An orphan's token may be sent again. */
  const isAgain = (intent: Intent) => setting.rotation === "grace" && has("again") && (intent.again > 0 || !has("inTime") || (!!setting.ageless && !has("tell")));
  const rest = (me: Process) => void Object.assign(me, { resent: false, orphan: false, again: 0 });

  /** Writes if nobody else did. Gives what is wrong with it, or `false` when it lost. */
  function write(state: State, me: Process, next: Shelved): string | false | undefined {
    const { store } = state;
    const lost = store.version !== me.seen.version;
    if (lost && has("swap")) return false;
    state.older = copyShelved(store);
    next.version = has("never") ? id(state) : -(Math.abs(Math.min(store.version, 0)) + 1);
    next.writer = next.version;
    state.store = next;
    me.seen = copyShelved(next);
    const tokens = next.short || next.access || next.refresh;
    if (me.born < state.outs && tokens && !state.lossy) return "resurrection";
    for (const name of links) {
      const [mine, theirs] = [next[`${name}Gen`], store[`${name}Gen`]];
      if (next.epoch === store.epoch && (mine < theirs || (mine === theirs && next[name] && theirs && store[name] && next[name] !== store[name]))) return "regression";
    }
    // Within a grace too: nobody would know until when.
    const known = state.vendor[next.refresh];
    if (!next.intent && (known === "spent" || typeof known === "number") && state.pardoned === 0) return "dead and unmarked";
    return undefined;
  }

  function load(state: State, me: Process): string | undefined {
    const { store } = state;
    me.seen = copyShelved(store);
    if (me.epoch < 0) [me.epoch, me.born] = [store.epoch, state.outs];
    if (store.epoch > me.epoch && has("epoch")) return void (me.at = "signedOut");
    const newest = (one: Process | Shelved) => Math.max(one.shortGen, one.accessGen, one.refreshGen);
    const moved = newest(store) > newest(me);
    const cold = newest(me) === 0;
    if (has("adopt") || cold) {
      for (const name of links) {
        const gen = `${name}Gen` as const;
        if (store[gen] > me[gen] || (store[gen] === me[gen] && store[name] !== me[name])) [me[name], me[gen], me.mine] = [store[name], store[gen], false];
        // The store went back: what rotates may have been spent since.
        else if (store[gen] < me[gen] && name === "refresh" && has("memory") && !me.unwritable) me.refresh = 0;
      }
    }
    if (!has("generations") && moved && me[me.wanted]) return served(state, me);
    if (!has("carried") && !me.mine && !cold && me.calls === 0) me.refused = me[me.wanted];
    if (me[me.wanted] && me[me.wanted] !== me.refused && !me.unwritable) return served(state, me);
    const { intent } = store;
    if (intent && !intent.over && has("wait")) return void (me.at = "wait");
    const orphaned = !!intent?.over && intent.spends;
    const kept = orphaned && isAgain(intent);
    const free = () => (me.refresh = me.seen.refresh = 0);
    if (orphaned && has("orphan") && !kept) free();
    const input = me.access && me.access !== me.refused ? "short" : undefined;
    const sendable = me.refresh && !(me.unwritable && setting.rotation !== "none" && has("stored"));
    if (kept && has("first") && sendable) me.grant = "refresh";
    else me.grant = me.wanted === "short" && input ? "short" : sendable ? "refresh" : "password";
    if (kept && me.grant !== "refresh" && has("only")) free();
    me.orphan = kept && me.grant === "refresh";
    me.again = spends(me) ? (me.orphan ? intent?.again || again : allowed) : 0;
    if (me.grant === "password" && has("gate") && (has("values") ? me.seen.gate & (1 << me.password) : me.seen.gate)) {
      me.at = "failed";
      return me.password === state.password ? "locked out" : undefined;
    }
    me.resent = me.late = false;
    me.at = has("intent") && (has("each") || !me.walked) ? "claim" : "send";
    me.stored = me.at === "claim";
    me.walked = true;
    return undefined;
  }

  function served(state: State, me: Process): string | undefined {
    const token = me[me.wanted];
    me.at = state.vendor[token] === "live" ? "done" : "call";
    return token === me.refused ? "a refused token is used again" : undefined;
  }

  /** The vendor judges. */
  function judge(state: State, me: Process): Outcome {
    me.calls += 1;
    if (me.grant === "short") {
      if (state.vendor[me.access] !== "live") return "refused";
      state.vendor[(me.won.short = id(state))] = "live";
      return "won";
    }
    if (me.grant === "password") {
      if (setting.empty) return "empty";
      if (me.password !== state.password) return "wrong";
      state.logins += 1;
    } else {
      const known = state.vendor[me.refresh];
      if (known === "spent") {
        // Once: its family is gone then.
        state.alarms += 1;
        state.vendor[me.refresh] = "revoked";
      }
      if (known !== "live" && typeof known !== "number") return "refused";
      const heir = state.heirs[me.refresh];
      if (heir) {
        Object.assign(me.won, heir);
        return "won";
      }
      if (setting.rotation === "strict") state.vendor[me.refresh] = "spent";
      else if (setting.rotation === "grace" && known === "live") state.vendor[me.refresh] = grace;
    }
    state.renewals += 1;
    state.vendor[(me.won.access = id(state))] = "live";
    state.vendor[(me.won.refresh = id(state))] = "live";
    if (setting.same && me.grant === "refresh") state.heirs[me.refresh] = { access: me.won.access, refresh: me.won.refresh };
    return "won";
  }

  const spends = (me: Process) => me.grant === "refresh" && setting.rotation !== "none";

  /** The record once this outcome is in it, the intent over. */
  function settled(me: Process): Shelved {
    const next: Shelved = { ...me.seen, intent: undefined };
    const { outcome } = me;
    if (outcome === "won") {
      for (const name of links)
        if (me.won[name]) {
          next[name] = me.won[name];
          next[`${name}Gen`] = Math.max(me.seen[`${name}Gen`], me[`${name}Gen`]) + 1;
        }
      if (me.grant === "password") next.gate = 0;
    }
    const input = me.grant === "short" ? "access" : "refresh";
    if (outcome === "refused" && has("drop")) next[input] = 0;
    if (spends(me) && (outcome === "maybe" || outcome === "empty") && has("spent")) next.refresh = 0;
    if (spends(me) && outcome === "unsent" && (me.resent ? has("twice") : me.orphan ? has("back") : !has("putBack"))) next.refresh = 0;
    if (outcome === "wrong" && has("gate")) next.gate |= 1 << me.password;
    return next;
  }

  /** The process goes on with what it has won, or without what it has lost. */
  function goOn(state: State, me: Process, next: Shelved): string | undefined {
    const { outcome, grant } = me;
    for (const name of links) {
      const gen = `${name}Gen` as const;
      if (next[gen] >= me[gen]) [me[name], me[gen]] = [next[name], next[gen]];
      else if (name === "refresh" && has("memory")) me.refresh = 0;
    }
    if (outcome === "refused" && has("drop")) me[grant === "short" ? "access" : "refresh"] = 0;
    const ended = (outcome === "wrong" && has("gate")) || (outcome === "empty" && grant === "password" && has("yields"));
    if (outcome === "won") me.mine = true;
    me.won = { short: 0, access: 0, refresh: 0 };
    me.outcome = undefined;
    rest(me);
    if (ended) return void (me.at = "failed");
    if (me[me.wanted] && me[me.wanted] !== me.refused) return served(state, me);
    me.at = "load";
    return undefined;
  }

  function claimed(state: State, me: Process): Shelved {
    const second = me.orphan || me.resent;
    return {
      ...me.seen,
      intent: { nonce: (me.nonce = id(state)), holder: state.processes.indexOf(me), spends: spends(me), over: false, again: !spends(me) ? 0 : second && has("carry") ? me.again : allowed },
    };
  }

  /** Within the grace it is sent once more, under an intent of its own. */
  function ended(state: State, me: Process): void {
    me.flown = false;
    me.at = "settle";
    if ((me.outcome !== "maybe" && me.outcome !== "empty") || !spends(me) || !allowed || me.resent || me.orphan) return;
    if (state.store.version !== me.seen.version) [me.at, me.again] = ["load", 0];
    else [me.resent, me.at] = [true, "claim"];
  }

  return { rest, claimed, ended, write, load, judge, spends, settled, goOn };
}
