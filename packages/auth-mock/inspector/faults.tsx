import { act } from "./act.ts";
import { FaultForm } from "./fault-form.tsx";
import { use, useNow } from "./state.ts";
import type { FaultView } from "../src/control/shapes.ts";
import { span } from "./time.ts";

/** What is armed, and how to arm more. */
export function Faults() {
  const faults = use((state) => state.faults);
  const at = useNow();
  const armed = faults.filter(({ endsAt }) => endsAt === undefined || endsAt > at);
  return (
    <section class="panel faults" aria-labelledby="faults">
      <div class="head">
        <h2 id="faults">Faults</h2>
        {armed.length > 1 && (
          <button type="button" onClick={() => void act("All faults are removed.", "DELETE", "faults")}>
            Remove all
          </button>
        )}
      </div>
      {armed.length === 0 && <p class="empty">None is armed. All calls get what the documents say.</p>}
      <ul class="armed">
        {armed.slice(-50).map((one) => (
          <li key={one.id}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M9 1L3 9h4l-1 6 7-9H8z" />
            </svg>
            <span class="what">
              <b>{one.fault.kind}</b> <small>{tell(one, at)}</small>
            </span>
            <span class="chip">
              {one.hits} {one.hits === 1 ? "call" : "calls"} hit
            </span>
            <button type="button" class="small" aria-label={`Remove ${one.fault.kind}`} onClick={() => void act(`${one.fault.kind} is removed.`, "DELETE", `fault/${one.id}`)}>
              Remove
            </button>
          </li>
        ))}
      </ul>
      <FaultForm />
    </section>
  );
}

function tell({ fault: { kind: _kind, on, ...rest }, endsAt }: FaultView, at: number): string {
  const parts = Object.entries(rest).map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`);
  return [`on ${String(on ?? "any")}`, ...parts, ...(endsAt === undefined ? [] : [`${span(endsAt - at)} left`])].join(" · ");
}
