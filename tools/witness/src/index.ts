/**
 * The third witness: what the vendors' own pages say goes over the wire, played as a server.
 * @module
 */
import { readFileSync } from "node:fs";
import { parseTranscripts, type Transcript } from "./transcript.ts";

export type { Mismatch } from "./judge.ts";
export { replay, type Replay, type ReplayOptions } from "./replay.ts";
export { parseTranscripts, type ExpectedAnswer, type ExpectedRequest, type Exchange, type Line, type Transcript } from "./transcript.ts";

/** The APIs that have transcripts. */
export const apis = ["flex-insights", "flexcharge", "simacan", "twilio-flex"] as const;

/** One of {@link apis}. */
export type Api = (typeof apis)[number];

/** All scenes of an API's transcript file. */
export function transcripts(api: Api): readonly Transcript[] {
  const file = `transcripts/${api}.http`;
  return parseTranscripts(readFileSync(new URL(`../${file}`, import.meta.url), "utf8"), file);
}

/**
 * One scene of an API's transcript file.
 *
 * @throws Error that lists the scenes, when there is none of that name.
 * @example
 * const witness = await replay(transcript("simacan", "rotation"));
 */
export function transcript(api: Api, scene: string): Transcript {
  const scenes = transcripts(api);
  const wanted = scenes.find((each) => each.scene === scene);
  if (!wanted) throw new Error(`transcripts/${api}.http has no scene "${scene}", but: ${scenes.map((each) => each.scene).join(", ")}`);
  return wanted;
}
