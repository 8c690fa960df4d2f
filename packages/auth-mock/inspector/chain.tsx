import type { AccountView, LinkView, TokenView } from "../src/control/shapes.ts";
import { act } from "./act.ts";
import { stateAt, useNow } from "./state.ts";
import { span } from "./time.ts";

/** Of the tokens before the present one. */
const beads = 14;
const around = 2 * Math.PI * 19;
const words = { live: "held", spent: "spent", expired: "expired", revoked: "revoked" } as const;
const marks = {
  live: "M18 22a3.500 3.500 0 1 0-7 0 3.500 3.500 0 1 0 7 0h14m-3 0v4m-5-4v3",
  spent: "M14 22.500l5.500 5.500 11-12",
  expired: "M15 13h14m-14 18h14m-12-18c0 6 10 6 10 18m0-18c0 6-10 6-10 18",
  revoked: "M15 15l14 14m0-14l-14 14",
} as const;

/** Credentials, then token by token, nearest to the API last. */
export function Chain({ account }: { readonly account: AccountView }) {
  return (
    <ol class="chain">
      <li class="node credentials">
        <svg viewBox="0 0 44 44" aria-hidden="true" class="ring">
          <circle cx="22" cy="22" r="19" class="track" />
          <path class="mark" d="M22 21a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zm-9 11c0-10 18-10 18 0" />
        </svg>
        <div>
          <b>credentials</b>
          <small>{Object.keys(account.principal).join(", ") || "given"}</small>
        </div>
      </li>
      {account.links.toReversed().map((link) => (
        <Node key={link.name} link={link} tokens={account.tokens.filter(({ name }) => name === link.name)} />
      ))}
    </ol>
  );
}

function Node({ link, tokens }: { readonly link: LinkView; readonly tokens: readonly TokenView[] }) {
  const at = useNow();
  const held = tokens.filter((token) => stateAt(token, at) === "live");
  const token = held.at(-1) ?? tokens.at(-1);
  const state = token && stateAt(token, at);
  return (
    <li class={`node ${state ?? "none"}`}>
      <svg viewBox="0 0 44 44" aria-hidden="true" class="ring" key={token?.id}>
        <circle cx="22" cy="22" r="19" class="track" />
        {token && state === "live" && <circle cx="22" cy="22" r="19" class="left" pathLength={around} stroke-dasharray={`${around * leftOf(token, at)} ${around}`} transform="rotate(-90 22 22)" />}
        {state && <path class="mark" d={marks[state]} />}
      </svg>
      <div>
        <b>{link.name}</b>
        {token && state ? (
          <small>
            <span class="state">{words[state]}</span> {when(token, state, at)}
          </small>
        ) : (
          <small>none yet</small>
        )}
        <small class="rule">
          {(link.lifetime === undefined ? "no end" : `lives ${span(link.lifetime)}`) + (link.rotation === "none" ? "" : ` · rotates${link.rotation === "grace" ? ", with grace" : ""}`)}
          {token && state === "live" && (
            <button type="button" class="small danger" aria-label={`Revoke ${link.name} ${token.value}`} onClick={() => void act(`${link.name} is revoked.`, "POST", "revoke", { id: token.id })}>
              Revoke
            </button>
          )}
        </small>
        {tokens.length > 1 && (
          <ol class="beads" aria-label={`Earlier ${link.name}s`}>
            {tokens
              .filter((one) => one !== token)
              .slice(-beads)
              .map((one) => (
                <li key={one.id} class={stateAt(one, at)} title={`${one.value} · ${words[stateAt(one, at)]}`}>
                  <span class="away">{words[stateAt(one, at)]}</span>
                </li>
              ))}
          </ol>
        )}
        {held.length > 1 && <small class="more">{held.length} are held</small>}
      </div>
    </li>
  );
}

function leftOf({ issuedAt, expiresAt }: TokenView, at: number): number {
  return expiresAt === undefined ? 1 : Math.max(0, Math.min(1, (expiresAt - at) / (expiresAt - issuedAt)));
}

function when({ expiresAt, spentAt, revokedAt }: TokenView, state: TokenView["state"], at: number): string {
  const ended = { live: undefined, spent: spentAt, expired: expiresAt, revoked: revokedAt }[state];
  if (state === "live") return expiresAt === undefined ? "without end" : `· ${span(expiresAt - at)} left`;
  return ended === undefined ? "" : `${span(at - ended)} ago`;
}
