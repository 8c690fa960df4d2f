#!/usr/bin/env node
import { requireNode } from "../start.ts";

try {
  requireNode(process.versions.node);
  // Only now: an older Node may not have what this needs.
  const { run } = await import("./run.ts");
  await run(process.argv.slice(2));
} catch (error) {
  const known = error instanceof Error && error.name === "AuthMockError";
  // What nobody foresaw may quote a document or a URL in its message.
  const why = known ? error.message : `failed with a ${error instanceof Error ? error.name : typeof error}. Please report this.`;
  process.stderr.write(`auth-mock: ${why.replaceAll(/\s*\n\s*/g, " ")}\n`);
  process.exitCode = 1;
}
