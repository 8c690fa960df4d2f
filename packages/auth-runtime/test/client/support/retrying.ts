import { afterEach, expect, vi } from "vitest";
import { retry, type RetryOptions } from "../../../src/client/retry.ts";
import type { ClientSettings } from "../../../src/index.ts";
import { rest, until } from "../../support/time.ts";
import { open as openApi, type Opened } from "../../wire/support/open.ts";
import { json } from "../../wire/support/stub.ts";

afterEach(() => vi.restoreAllMocks());

/** A client that retries, with a token held. Random numbers are 1/2: the first wait is 250 ms, the second 500. */
export async function open(options?: RetryOptions, settings: ClientSettings = {}): Promise<Opened> {
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  const opened = openApi({}, { retry: retry(options), ...settings });
  await opened.session.getToken();
  return opened;
}
export const busy = (headers: Record<string, string> = {}, status = 503): Response => json({ problem: "busy" }, { status, headers });

/** Moves the clock by `ms` once the client waits. */
export async function move({ clock }: Opened, ms: number): Promise<void> {
  await until(() => clock.pending() > 0, "a wait");
  clock.advance(ms);
}
/** Whether exactly this wait, not a ms less, leads to the next request. */
export async function waits(opened: Opened, ms: number): Promise<void> {
  await rest();
  const before = opened.api.data().length;
  await move(opened, ms - 1);
  await rest();
  expect(opened.api.data().length).toBe(before);
  opened.clock.advance(1);
  await until(() => opened.api.data().length === before + 1, "the next attempt");
}
