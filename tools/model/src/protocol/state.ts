/** A token: its id, 0 for none. */
export type Id = number;

export interface Intent {
  readonly nonce: Id;
  readonly holder: number;
  /** Spends the rotating token. */
  readonly spends: boolean;
  /** For how long it may be sent again, by the store's clock. */
  again: number;
  /** Its time is over. */
  over: boolean;
}

/** Tokens by link: short (bought by access), access, refresh; each with its generation. */
export interface Tokens {
  short: Id;
  access: Id;
  refresh: Id;
  shortGen: number;
  accessGen: number;
  refreshGen: number;
}

export interface Shelved extends Tokens {
  version: Id;
  writer: Id;
  epoch: number;
  intent: Intent | undefined;
  /** Refused passwords, as bits. */
  gate: number;
}

export type Where = "call" | "load" | "wait" | "claim" | "send" | "flight" | "settle" | "done" | "signedOut" | "failed";
export type Grant = "short" | "refresh" | "password";
export type Outcome = "won" | "refused" | "maybe" | "unsent" | "empty" | "wrong";

export interface Process extends Tokens {
  at: Where;
  epoch: number;
  /** The record as last loaded or written. */
  seen: Shelved;
  grant: Grant | undefined;
  outcome: Outcome | undefined;
  nonce: Id;
  /** The time of its intent is over. */
  late: boolean;
  /** Its intent stands in the store. */
  stored: boolean;
  /** The store took no write in this walk. */
  unwritable: boolean;
  /** The access token that its call was refused with. */
  refused: Id;
  won: { short: Id; access: Id; refresh: Id };
  resent: boolean;
  /** What it sends is what an orphan was about to spend. */
  orphan: boolean;
  /** For how long it may send again, by its own clock. */
  again: number;
  /** It is stopped. */
  slow: boolean;
  /** Its request has been on its way for some time. */
  flown: boolean;
  password: number;
  calls: number;
  restarts: number;
  /** How many sign-outs there had been when its session was opened. */
  born: number;
  /** It has run a grant in this walk. */
  walked: boolean;
  /** It won the wanted token itself. */
  mine: boolean;
  wanted: "short" | "access";
}

export interface State {
  store: Shelved;
  /** What a store that goes back would hold. */
  older: Shelved;
  /** Tokens that the vendor knows: live, spent with so much left of the grace, spent, or revoked. */
  vendor: Record<Id, "live" | number | "spent" | "revoked">;
  /** What a token was spent for, where the vendor gives the same again. */
  heirs: Record<Id, { readonly access: Id; readonly refresh: Id }>;
  password: number;
  next: Id;
  faults: number;
  processes: Process[];
  logins: number;
  renewals: number;
  /** What may cost a login. */
  reasons: number;
  alarms: number;
  /** Alarms that no client can prevent: the store lost acknowledged writes. */
  pardoned: number;
  /** The store lost something. */
  lossy: boolean;
  outs: number;
}

/** The same text for states that differ only in the names of tokens, versions and intents. */
export function textOf(state: State): string {
  const names = new Map<Id, number>([[0, 0]]);
  const id = (one: Id) => names.get(one) ?? (names.set(one, names.size), names.size - 1);
  const tokens = (one: Tokens) => `${id(one.short)},${id(one.access)},${id(one.refresh)},${one.shortGen},${one.accessGen},${one.refreshGen}`;
  const shelved = (one: Shelved) =>
    `${id(one.version)};${id(one.writer)};${one.epoch};${tokens(one)};${one.gate};${one.intent ? `${id(one.intent.nonce)},${one.intent.holder},${+one.intent.spends},${+one.intent.over},${one.intent.again}` : ""}`;
  const parts = [shelved(state.store), shelved(state.older)];
  for (const one of state.processes) {
    const { at, grant, outcome, won } = one;
    parts.push(
      `${at}${grant ?? ""}${outcome ?? ""}${one.epoch},${id(one.nonce)},${+one.late}${+one.slow}${+one.flown}${+one.orphan}${one.again}${+one.stored}${+one.unwritable}${+one.resent}${+one.walked}${+one.mine}${one.password}${one.calls}${one.restarts}${one.born},${id(one.refused)},${id(won.short)},${id(won.access)},${id(won.refresh)},${tokens(one)},${shelved(one.seen)}`,
    );
  }
  const { password, faults, logins, renewals, reasons, alarms, pardoned, lossy, outs } = state;
  const heirs = [...names.keys()].map((one) => (typeof state.vendor[one] === "number" && state.heirs[one] ? `${id(state.heirs[one].access)}.${id(state.heirs[one].refresh)}` : ""));
  return `${parts.join("|")}|${[...names.keys()].map((one) => String(state.vendor[one] ?? "-")[0]).join("")}${heirs.join(",")};${password},${faults},${reasons - logins},${reasons - renewals},${alarms},${pardoned},${+lossy}${outs}`;
}

/** 53 bits of a text. */
export function hashOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
    b ^= b >>> 15;
  }
  return (a >>> 0) * 2_097_152 + (b >>> 11);
}
