import type { Fault } from "../faults/fault.ts";
import { aim, kinds, type Kind, type Member } from "./kinds.ts";
import type { FaultView } from "./shapes.ts";

/** Reads the body of `fault`. A text says what is wrong with it; whether its values make sense is not looked at. */
export function readFault(given: Readonly<Record<string, unknown>>): Fault | string {
  const kind = typeof given["kind"] === "string" && Object.hasOwn(kinds, given["kind"]) ? (kinds as Readonly<Record<string, Kind>>)[given["kind"]] : undefined;
  if (!kind) return `Write "kind": one of ${Object.keys(kinds).join(", ")}.`;
  const members: Readonly<Record<string, Member>> = { ...kind.members, ...aim };
  const known = ["kind", ...Object.keys(members)];
  if (!Object.keys(given).every((name) => known.includes(name))) return `The fault has a member that this kind does not know. There are: ${known.join(", ")}.`;
  const missing = kind.required.find((name) => given[name] === undefined);
  if (missing !== undefined) return write(missing, members[missing]);
  for (const [name, member] of Object.entries(members)) if (given[name] !== undefined && !fits(member, given[name])) return write(name, member);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, members[name]?.pattern && value === "Infinity" ? Number.POSITIVE_INFINITY : value])) as unknown as Fault;
}

/** A fault as JSON can carry it: what `readFault` reads. */
export function writeFault(fault: Fault): FaultView["fault"] {
  return Object.fromEntries(Object.entries(fault).map(([name, value]) => [name, value === Number.POSITIVE_INFINITY ? "Infinity" : value])) as FaultView["fault"];
}

function write(name: string, member: Member | undefined): string {
  const types = [member?.type ?? []].flat().map((type) => (type === "integer" ? "whole number" : type === "string" ? "text" : type));
  const example = member?.examples?.[0] ?? member?.enum?.[0];
  return `Write "${name}"${types.length > 0 ? ` (${types.join(" or ")})` : ""}: ${member?.description}${example === undefined ? "" : ` For example ${JSON.stringify(example)}.`}`;
}

function fits({ type, enum: choices, pattern }: Member, value: unknown): boolean {
  if (type === undefined) return true;
  if (typeof value === "string") return [type].flat().includes("string") && (choices?.includes(value) ?? true) && (pattern === undefined || new RegExp(pattern).test(value));
  return [type].flat().some((one) => (one === "integer" ? Number.isInteger(value) : one === "object" ? isRecord(value) : one === typeof value));
}

/** Headers, in the only place where a fault has an object. */
function isRecord(value: unknown): boolean {
  return (
    value !== null &&
    typeof value === "object" &&
    !Array.isArray(value) &&
    Object.values(value).every((line) => typeof line === "string" || (Array.isArray(line) && line.every((one) => typeof one === "string")))
  );
}
