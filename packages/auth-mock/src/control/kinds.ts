import type { FaultKind } from "../faults/fault.ts";

/** JSON Schema of one member of a fault. The page makes its form from it, the control API its document and its check. */
export interface Member {
  readonly description: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
}

export interface Kind {
  /** What happens, in a few words. */
  readonly tells: string;
  readonly members: Readonly<Record<string, Member>>;
  readonly required: readonly string[];
}

const whole = (description: string, minimum: number = 0): Member => ({ type: "integer", minimum, description });
const endless = (description: string): Member => ({ type: ["integer", "string"], minimum: 0, pattern: "^Infinity$", description: `${description} Or "Infinity".` });
const time = (description: string, example: string): Member => ({ type: ["string", "number"], description: `${description} ISO 8601 or ms.`, examples: [example] });
const flag = (description: string): Member => ({ type: "boolean", description });
const text = (description: string, example?: string): Member => ({ type: "string", description, ...(example !== undefined && { examples: [example] }) });
const status = (example: number, description: string = "200 to 599."): Member => ({ type: "integer", minimum: 200, maximum: 599, description, examples: [example] });

/** Which calls a fault touches, and when. */
export const aim: Readonly<Record<string, Member>> = {
  on: text("An operation, or token, data or any.", "token"),
  times: endless("How many calls it touches. Absent: 1, or all while it lasts."),
  after: whole("Lets so many calls through first."),
  chance: { type: "number", minimum: 0, maximum: 1, description: "How likely it touches a call, 0 to 1." },
  seed: { type: "integer", description: "The same seed touches the same calls." },
  lasts: time("Ends by itself after that much of the mock's time.", "PT1M"),
};

export const kinds: Readonly<Record<FaultKind["kind"], Kind>> = {
  status: {
    tells: "a status of your own",
    members: {
      status: status(503),
      headers: { type: "object", description: "Headers by name.", examples: [{ "retry-after": "5" }] },
      body: { description: "Text goes out as it is, anything else as JSON." },
    },
    required: ["status"],
  },
  retryAfter: { tells: "refused with a Retry-After, however odd", members: { value: text("The header.", "5"), status: status(429, "Absent: 429.") }, required: ["value"] },
  redirect: { tells: "sent to another origin", members: { to: text("That origin.", "https://other.example"), status: status(307, "Absent: 307.") }, required: ["to"] },
  html: { tells: "a gateway's page instead of the answer", members: { status: status(502, "Absent: 200.") }, required: [] },
  storm: { tells: "every token is refused", members: {}, required: [] },
  hang: { tells: "never an answer", members: { committed: flag("The server did its work first.") }, required: [] },
  reset: {
    tells: "the connection is reset",
    members: { when: { type: "string", enum: ["before", "during", "after"], description: "Before, in or after the answer." }, bytes: whole("Of the body, with during.") },
    required: ["when"],
  },
  lost: { tells: "committed, but the answer is lost", members: {}, required: [] },
  delay: { tells: "the answer waits", members: { time: time("How long.", "PT2S") }, required: ["time"] },
  drip: { tells: "the body trickles", members: { bytesPerSecond: { type: "number", minimum: 0, description: "How fast.", examples: [64] } }, required: ["bytesPerSecond"] },
  truncate: { tells: "the body is cut", members: { bytes: whole("That are left."), announced: flag("content-length promises all of it. Absent: yes.") }, required: ["bytes"] },
  huge: { tells: "spaces fill the body", members: { bytes: endless("Up to so many."), announced: flag("With a content-length.") }, required: ["bytes"] },
  contentType: { tells: "another content type, or none", members: { type: text("Absent: none.", "text/plain") }, required: [] },
  dateSkew: { tells: "the Date header is off", members: { by: { type: "number", description: "ms; negative is slow.", examples: [-300_000] } }, required: ["by"] },
  earlyDeath: { tells: "tokens die before their time", members: { life: time("How long they live.", "PT5S"), token: text("Only tokens of that name.") }, required: ["life"] },
  staleReplica: { tells: "tokens are checked against an old copy", members: { lag: time("How old it is.", "PT5S") }, required: ["lag"] },
};
