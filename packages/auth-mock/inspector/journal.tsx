import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ExchangeLine } from "../src/control/shapes.ts";
import { act } from "./act.ts";
import { close } from "./detail.tsx";
import { loadDetail } from "./live.ts";
import { get, say, set, use } from "./state.ts";
import { time } from "./time.ts";

/** In pixels; the style sheet says the same. */
const rowHeight = 36;
const spare = 6;
/** However high the window is. */
const mostRows = 90;
const choices = { all: "All", failed: "Failed", flawed: "With violations", faulty: "Touched by faults" } as const;

/** The exchanges, the newest first. Only those in sight are in the document. */
export function Journal() {
  const lines = use((state) => state.lines);
  const chosen = use((state) => state.chosen);
  const [wanted, setWanted] = useState("");
  const [only, setOnly] = useState<keyof typeof choices>("all");
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = lines.filter((line) => fits(line, only) && words.every((word) => textOf(line).includes(word))).toReversed();
  return (
    <section class="panel journal" aria-labelledby="journal">
      <div class="head">
        <h2 id="journal" tabIndex={-1}>
          Journal <small>{found.length === lines.length ? lines.length : `${found.length} of ${lines.length}`}</small>
        </h2>
        <input type="search" aria-label="Filter the journal" placeholder="Filter: operation, path, status…" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
        <select aria-label="Show" value={only} onChange={(event) => setOnly(event.currentTarget.value as keyof typeof choices)}>
          {Object.entries(choices).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
        <button type="button" onClick={() => void act("The journal is empty.", "DELETE", "journal")}>
          Clear
        </button>
      </div>
      {found.length === 0 ? <p class="empty">{lines.length === 0 ? "No call yet." : "No call fits the filter."}</p> : <Rows found={found} chosen={chosen} />}
    </section>
  );
}

function Rows({ found, chosen }: { readonly found: readonly ExchangeLine[]; readonly chosen: number | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const newest = useRef(found[0]?.number ?? 0);
  const wanted = useRef<number | undefined>(undefined);

  useEffect(() => {
    const look = (): void => void (box.current && setView({ top: box.current.scrollTop, height: box.current.clientHeight }));
    const watcher = new ResizeObserver(look);
    if (box.current) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);

  useLayoutEffect(() => {
    const added = found.findIndex(({ number }) => number <= newest.current);
    newest.current = found[0]?.number ?? 0;
    // Who reads further down keeps the rows in sight.
    if (box.current && added > 0 && box.current.scrollTop > rowHeight / 2) box.current.scrollTop += added * rowHeight;
  }, [found[0]?.number]);

  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    box.current?.querySelector<HTMLElement>(`[data-number="${wanted.current}"]`)?.focus({ preventScroll: true });
    wanted.current = undefined;
  });

  const first = Math.max(0, Math.min(Math.floor(view.top / rowHeight) - spare, found.length - 1));
  const rows = found.slice(first, first + Math.min(mostRows, Math.ceil(view.height / rowHeight) + 2 * spare));
  const inSight = Math.floor(view.top / rowHeight) - first;
  const reached = rows.some(({ number }) => number === chosen) ? chosen : (rows[inSight] ?? rows[0])?.number;

  const step = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const at = found.findIndex(({ number }) => String(number) === target.dataset["number"]);
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 2);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: found.length - 1, PageDown: at + page, PageUp: at - page }[event.key];
    if (event.key === "Escape" && get().chosen !== undefined) return close();
    if (at < 0 || to === undefined || !box.current) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(to, found.length - 1));
    const top = index * rowHeight;
    // The head of the table covers one row.
    if (top < box.current.scrollTop) box.current.scrollTop = top;
    else if (top + 2 * rowHeight > box.current.scrollTop + box.current.clientHeight) box.current.scrollTop = top + 2 * rowHeight - box.current.clientHeight;
    wanted.current = found[index]?.number;
    setView({ top: box.current.scrollTop, height: box.current.clientHeight });
    if (get().chosen !== undefined) choose(found[index]);
  };

  return (
    <div class="rows" ref={box} onScroll={(event) => setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}>
      <div style={{ height: `${(found.length + 1) * rowHeight}px`, paddingTop: `${first * rowHeight}px` }}>
        <table aria-labelledby="journal" aria-rowcount={found.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">No.</th>
              <th scope="col">Time</th>
              <th scope="col">Status</th>
              <th scope="col">Call</th>
              <th scope="col">Remarks</th>
            </tr>
          </thead>
          <tbody onKeyDown={step}>
            {rows.map((line, index) => (
              <Row key={line.number} line={line} index={first + index + 2} isChosen={line.number === chosen} reached={line.number === reached} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ line, index, isChosen, reached }: { readonly line: ExchangeLine; readonly index: number; readonly isChosen: boolean; readonly reached: boolean }) {
  const { number, at, status, method, path, query, operationId, violations, faults } = line;
  return (
    <tr aria-rowindex={index} aria-current={isChosen ? "true" : undefined} onClick={() => choose(line)}>
      <td class="number">{number}</td>
      <td class="time">{time(at)}</td>
      <td>
        <span class={`status s${String(status)[0]}`}>{status === 0 ? "none" : status}</span>
      </td>
      <th scope="row">
        <button type="button" tabIndex={reached ? 0 : -1} data-number={number} aria-expanded={isChosen}>
          <b>{method}</b> {operationId ?? "no operation"} <small>{path + (query === "" ? "" : `?${query}`)}</small>
        </button>
      </th>
      <td class="remarks">
        {faults?.map((fault, place) => (
          <span class="chip fault" key={place}>
            {fault}
          </span>
        ))}
        {violations.length > 0 && (
          <span class="chip violation">
            {violations.length} {violations.length === 1 ? "violation" : "violations"}
          </span>
        )}
      </td>
    </tr>
  );
}

function choose(line: ExchangeLine | undefined): void {
  if (!line) return;
  set({ chosen: line.number });
  loadDetail(line.number).catch((error: unknown) => say((error as Error).message, true));
}

function fits({ status, violations, faults }: ExchangeLine, only: keyof typeof choices): boolean {
  if (only === "failed") return status === 0 || status >= 400;
  return only === "flawed" ? violations.length > 0 : only === "faulty" ? faults !== undefined : true;
}

function textOf({ number, method, path, query, status, operationId = "", violations, faults = [] }: ExchangeLine): string {
  return [`#${number}`, method, operationId, `${path}?${query}`, status, ...faults, ...violations.map(({ location, message }) => `${location} ${message}`)].join(" ").toLowerCase();
}
