import { call } from "./api.ts";
import { asCurl } from "./curl.ts";
import { say, set, use, type Whole } from "./state.ts";

export function close(): void {
  set({ chosen: undefined, detail: undefined });
}

/** One request and its answer. */
export function Detail() {
  const chosen = use((state) => state.chosen);
  const detail = use((state) => state.detail);
  if (chosen === undefined) return null;
  // Until the next has come the last one stays: a pane that shrinks and grows moves the journal.
  const number = detail?.number ?? chosen;
  return (
    <section class="panel detail" aria-labelledby="detail">
      <div class="head">
        <h2 id="detail">
          Exchange {number}{" "}
          {detail && (
            <small>
              {detail.method} {detail.operationId ?? detail.path}
            </small>
          )}
        </h2>
        <button type="button" onClick={() => void copy(number, false)}>
          Copy as curl
        </button>
        <button type="button" onClick={() => void copy(number, true)}>
          … with secrets
        </button>
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
      {detail && <Sides detail={detail} />}
    </section>
  );
}

function Sides({ detail }: { readonly detail: Whole }) {
  const { method, path, query, status, request, response, violations, faults } = detail;
  return (
    <div class="sides scroll" tabIndex={0} role="group" aria-label="Request and answer">
      {(violations.length > 0 || faults) && (
        <ul class="flaws">
          {faults?.map((fault, index) => (
            <li key={index} class="fault">
              fault <b>{fault}</b> touched it
            </li>
          ))}
          {violations.map(({ side, location, message }, index) => (
            <li key={index} class="violation">
              {side} · <code>{location}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <Side title="Request" first={`${method} ${path}${query === "" ? "" : `?${query}`}`} headers={Object.entries(request.headers)} body={request.body} />
      <Side title="Answer" first={status === 0 ? "none: a fault kept it back" : String(status)} headers={response.headers} body={response.body} />
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly first: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

function Side({ title, first, headers, body }: SideProps) {
  return (
    <div class="one">
      <h3>{title}</h3>
      <p class="first">
        <code>{first}</code>
      </p>
      <dl>
        {headers.map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {body === "" ? <p class="empty">no body</p> : <pre>{pretty(body)}</pre>}
    </div>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

async function copy(number: number, secrets: boolean): Promise<void> {
  try {
    const whole = await call<Whole>("GET", `journal/${number}${secrets ? "?secrets=show" : ""}`);
    await write(asCurl(location.origin, whole));
    say(secrets ? "Copied, with its secrets." : "Copied without secrets.");
  } catch (error) {
    say((error as Error).message, true);
  }
}

async function write(text: string): Promise<void> {
  // Only loopback names count as safe to a browser; elsewhere it keeps its clipboard back.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
