import { useState } from "preact/hooks";
import type { AccountView } from "../src/control/shapes.ts";
import { act } from "./act.ts";
import { stateAt, useNow } from "./state.ts";
import { time } from "./time.ts";

const words = { live: "held", spent: "spent", expired: "expired", revoked: "revoked" } as const;

/** All tokens of an account, when asked for. */
export function Tokens({ account }: { readonly account: AccountView }) {
  const [open, setOpen] = useState(false);
  const { count, tokens } = account;
  return (
    <details class="tokens" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {count} {count === 1 ? "token" : "tokens"}
        {tokens.length < count && `, the newest ${tokens.length}`}
      </summary>
      {open && <Table account={account} />}
    </details>
  );
}

function Table({ account: { tokens } }: { readonly account: AccountView }) {
  const at = useNow();
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="Tokens">
      <table>
        <thead>
          <tr>
            <th scope="col">Token</th>
            <th scope="col">State</th>
            <th scope="col">Issued</th>
            <th scope="col">Ends</th>
            <th scope="col">
              <span class="away">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.toReversed().map((token) => (
            <tr key={token.id}>
              <th scope="row">
                <code>{token.value}</code>
              </th>
              <td>
                <span class={`state ${stateAt(token, at)}`}>{words[stateAt(token, at)]}</span>
              </td>
              <td>{time(token.issuedAt)}</td>
              <td>{token.expiresAt === undefined ? "never" : time(token.expiresAt)}</td>
              <td>
                {stateAt(token, at) === "live" && (
                  <button type="button" class="small danger" aria-label={`Revoke ${token.value}`} onClick={() => void act(`${token.name} is revoked.`, "POST", "revoke", { id: token.id })}>
                    Revoke
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
