import type { Actor, Stage } from "./stage.ts";

/** What became of the tabs when one of them signed out. */
export interface Farewell {
  readonly tabs: number;
  /** How often each tab was told. */
  readonly told: readonly number[];
  /** Calls afterwards that did not end with "signed out". */
  readonly wentOn: number;
  readonly stuck: number;
  /** Tabs that find somebody signed in when they are asked again. */
  readonly signedIn: number;
}

export async function sayFarewell(stage: Stage): Promise<Farewell> {
  const { actors, mock } = stage;
  await stage.tick(0, 1);
  const counts = actors.map(({ calls }) => calls.length);
  await (actors[0] as Actor).tab.signOut();
  await stage.tick(0, 1);
  await stage.tick(1_000, 1);
  const later = actors.flatMap(({ calls }, index) => calls.slice(counts[index]));
  const found: boolean[] = [];
  for (const { tab } of actors) found.push(await tab.enter(mock.clock.now()));
  return {
    tabs: actors.length,
    told: actors.map(({ events }) => events.filter((event) => event.startsWith("signed_out")).length),
    wentOn: later.filter(({ outcome }) => outcome !== "signed_out").length + actors.length * 2 - later.length,
    stuck: actors.reduce((sum, { waiting }) => sum + waiting, 0),
    signedIn: found.filter(Boolean).length,
  };
}
