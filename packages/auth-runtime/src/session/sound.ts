import type { TokenRecord } from "../stores/types.ts";

const { isFinite } = Number;
const text = (one: unknown) => typeof one === "string";
const all = (one: any, fits: (member: any) => unknown) => typeof one === "object" && one && Object.values(one).every(fits);
const timed = (one: any) => text(one?.id) && isFinite(one.left);

/** Whether what a store gave is a record that can be lived on. Anything else counts as none: garbage, or a stranger's. */
export function isSound(record: any, key: string): record is TokenRecord {
  return (
    record?.schema >= 1 &&
    (record.key ?? key) === key &&
    Number.isSafeInteger(record.epoch) &&
    all(record.tokens, (one) => text(one?.value) && Number.isSafeInteger(one.generation) && isFinite(one.expiresAt ?? 0) && isFinite(one.life ?? 0)) &&
    all(record.values, text) &&
    (record.intent === undefined || timed(record.intent)) &&
    (record.gate === undefined || (text(record.gate?.salt) && all(record.gate.closed, (one) => timed(one) && isFinite(one.delay))))
  );
}
