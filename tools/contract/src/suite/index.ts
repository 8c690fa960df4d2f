import { describe } from "vitest";
import type { Subject } from "../subject.ts";
import { testAnswers } from "./answers.ts";
import { testMutations } from "./mutations.ts";
import { testTypes } from "./types.ts";

/**
 * The whole contract of a client package, made of its spec: every operation, every documented answer and its type, strange answers, mutations.
 *
 * @example
 * testContract({ api: "simacan", open: (place) => createSimacanClient({ credentials, ...place }) });
 */
export function testContract(subject: Subject): void {
  describe("answers", () => testAnswers(subject));
  describe("types", () => testTypes(subject));
  describe("mutations", () => testMutations(subject));
}
