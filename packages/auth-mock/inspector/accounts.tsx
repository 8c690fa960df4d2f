import { useState } from "preact/hooks";
import type { AccountView } from "../src/control/shapes.ts";
import { act } from "./act.ts";
import { Chain } from "./chain.tsx";
import { Tokens } from "./tokens.tsx";
import { use } from "./state.ts";

/** Cards that are drawn at a time. */
const most = 24;

export function Accounts() {
  const accounts = use((state) => state.accounts);
  const count = use((state) => state.accountCount);
  const [wanted, setWanted] = useState("");
  const found = accounts.filter((account) => words(account).toLowerCase().includes(wanted.trim().toLowerCase()));
  const hidden = count - Math.min(found.length, most) - (accounts.length - found.length);
  return (
    <section class="panel accounts" aria-labelledby="accounts">
      <div class="head">
        <h2 id="accounts">Accounts</h2>
        {accounts.length > 4 && <input type="search" aria-label="Find an account" placeholder="Find…" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />}
        {accounts.length > 0 && (
          <button type="button" class="danger" onClick={() => void act("All tokens are revoked.", "POST", "revoke", { all: true })}>
            Revoke all tokens
          </button>
        )}
      </div>
      {accounts.length === 0 && <p class="empty">Nobody has logged in yet. Point a client at this mock: its chain of tokens appears here.</p>}
      <ul class="cards" tabIndex={0} aria-label="Accounts and their tokens">
        {found.slice(0, most).map((account) => (
          <li key={account.id} class="card">
            <div class="head">
              <h3>{nameOf(account)}</h3>
              <span class="chip">{account.document}</span>
              {account.chain !== "default" && <span class="chip">{account.chain}</span>}
            </div>
            <Chain account={account} />
            <Tokens account={account} />
          </li>
        ))}
      </ul>
      {hidden > 0 && <p class="empty">{hidden} more are not drawn. Find them by name.</p>}
    </section>
  );
}

function nameOf({ principal }: AccountView): string {
  return Object.values(principal).join(" · ") || "no name";
}

function words(account: AccountView): string {
  return `${nameOf(account)} ${account.document} ${account.chain}`;
}
