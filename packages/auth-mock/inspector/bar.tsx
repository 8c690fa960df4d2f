import { useEffect, useState } from "preact/hooks";
import { act } from "./act.ts";
import { loadAccounts, loadDetail } from "./live.ts";
import { get, say, set, use, useNow } from "./state.ts";
import { day, time } from "./time.ts";

const steps = [
  ["1 min", "PT1M", "1 minute"],
  ["10 min", "PT10M", "10 minutes"],
  ["1 h", "PT1H", "1 hour"],
] as const;
const links = { connecting: "connecting", live: "live", lost: "reconnecting" } as const;

/** Name, time, connection. */
export function Bar() {
  const { link, specs, secrets } = use((state) => state);
  return (
    <header class="bar">
      <div class="brand">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M16 16a5 5 0 1 0-10 0 5 5 0 1 0 10 0h11m-3 0v5m-4-5v3.500" />
        </svg>
        <h1>auth-mock</h1>
        <ul aria-label="Documents">
          {specs.map((spec) => (
            <li key={spec}>{spec}</li>
          ))}
        </ul>
      </div>
      <Clock />
      <div class="end">
        <button type="button" aria-pressed={secrets} onClick={() => void toggle()}>
          {secrets ? "Hide secrets" : "Show secrets"}
        </button>
        <span class={`link ${link}`}>
          <span class="dot" aria-hidden="true" />
          {links[link]}
        </span>
      </div>
    </header>
  );
}

async function toggle(): Promise<void> {
  const secrets = !get().secrets;
  const { chosen } = get();
  // What was shown leaves the page at once, whether or not the mock answers.
  set(
    secrets
      ? { secrets }
      : { secrets, detail: undefined, accounts: get().accounts.map((account) => ({ ...account, tokens: account.tokens.map((token) => ({ ...token, value: masked(token.value) })) })) },
  );
  say(secrets ? "Secrets are shown." : "Secrets are hidden.");
  await Promise.all([loadAccounts(), chosen === undefined ? undefined : loadDetail(chosen)]).catch((error: unknown) => say((error as Error).message, true));
}

function masked(value: string): string {
  return value.replace(/^([\w-]+?-\d+-).*$/, "$1…");
}

function Clock() {
  const at = useNow();
  const [duration, setDuration] = useState("");
  const live = use((state) => state.link !== "connecting");
  const standing = use((state) => state.clock.rate === 0);
  useEffect(() => {
    document.title = `${live ? time(at) : "…"} · auth-mock inspector`;
  }, [Math.floor(at / 60_000), live]);
  const advance = (by: string, words: string): Promise<boolean> => act(`The clock is ${words} further.`, "POST", "advance", { duration: by });
  return (
    <section class="clock" aria-label="Clock of the mock">
      <p class="now" role="timer">
        <b>{live ? time(at) : "--:--:--"}</b>
        <small>{live ? `${day(at)} UTC${standing ? " · stands" : ""}` : " "}</small>
      </p>
      <div class="steps" role="group" aria-label="Advance the clock">
        {steps.map(([label, by, words]) => (
          <button type="button" key={by} onClick={() => void advance(by, words)}>
            +{label}
          </button>
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void advance(duration.toUpperCase(), duration.toUpperCase()).then((done) => done && setDuration(""));
          }}
        >
          <input aria-label="Any ISO 8601 duration" placeholder="P1DT12H" size={8} required value={duration} onInput={(event) => setDuration(event.currentTarget.value)} />
          <button type="submit">Advance</button>
        </form>
      </div>
    </section>
  );
}
