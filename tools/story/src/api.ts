import type { AuthMock } from "@freshkey/auth-mock";
import type { Chapter, Step } from "./story.ts";

/** One API of the story. */
export interface Api extends Omit<Chapter, "journal"> {
  /** Folder of its package. */
  readonly name: string;
  /** Lives through what the vendor's page describes. */
  tell(step: Step, mock: AuthMock): Promise<void>;
  /** Lines for a POSIX shell: get a token, use it. */
  curl(url: string): readonly string[];
}

/** A shell pipe that takes one string out of a JSON answer. */
export function pick(member: string): string {
  return `sed 's/.*"${member}":"\\([^"]*\\)".*/\\1/'`;
}
