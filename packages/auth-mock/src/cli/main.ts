#!/usr/bin/env node
import { requireNode } from "../start.ts";

try {
  requireNode(process.versions.node);
  // Only now: an older Node may not have what this needs.
  const [verb, ...rest] = process.argv.slice(2);
  if (verb === "judge") process.exitCode = await (await import("./judge.ts")).judge(rest);
  else await (await import("./run.ts")).run(process.argv.slice(2));
} catch (error) {
  const known = error instanceof Error && error.name === "AuthMockError";
  // What nobody foresaw may quote a document or a URL in its message.
  const why = known ? error.message : `failed with a ${error instanceof Error ? error.name : typeof error}. Please report this.`;
  process.stderr.write(`auth-mock: ${why.replaceAll(/\s*\n\s*/g, " ")}\n`);
  process.exitCode = 1;
}
