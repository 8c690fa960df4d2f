import { createHash } from "node:crypto";
import type { TokenRule } from "../chains.ts";
import type { SpecDocument } from "../document.ts";
import type { Issued } from "../ledger.ts";
import type { AccountView, LinkView, TokenView } from "./shapes.ts";

const ids = new WeakMap<Issued["family"], string>();

/** Names whose token it is: the same for all log-ins of an account. */
export function accountOf({ document, family }: Issued): string {
  const id =
    ids.get(family) ??
    createHash("sha256")
      .update(JSON.stringify([document, family.chain, family.account]))
      .digest("base64url")
      .slice(0, 12);
  ids.set(family, id);
  return id;
}

/** The accounts that were given tokens last, the newest first. At most so many, each with its newest tokens. */
export function listAccounts(
  documents: readonly SpecDocument[],
  all: readonly Issued[],
  view: (token: Issued) => TokenView,
  most: { readonly accounts: number; readonly tokens: number },
): { readonly count: number; readonly accounts: readonly AccountView[] } {
  const found = new Map<string, Issued[]>();
  for (const token of all) {
    const id = accountOf(token);
    const tokens = found.get(id) ?? [];
    // Again at the end: a map keeps its order.
    found.delete(id);
    found.set(id, tokens);
    tokens.push(token);
  }
  const newest = [...found].slice(-most.accounts).toReversed();
  return { count: found.size, accounts: newest.map(([id, tokens]) => viewAccount(documents, id, tokens, view, most.tokens)) };
}

function viewAccount(documents: readonly SpecDocument[], id: string, tokens: readonly Issued[], view: (token: Issued) => TokenView, most: number): AccountView {
  const [{ document, family } = { document: "", family: undefined }] = tokens;
  const spec = documents.find(({ path }) => path === document);
  const rules = spec?.chains.find(({ name }) => name === family?.chain)?.tokens ?? {};
  return {
    id,
    document: (spec?.file ?? "").replace(/(\.openapi)?\.ya?ml$/, ""),
    chain: family?.chain ?? "",
    principal: Object.fromEntries((family?.account ?? []).map((named) => [named.split("=", 1)[0] ?? "", named.slice(named.indexOf("=") + 1)])),
    links: Object.entries(rules).map(([name, rule]) => viewLink(name, rule)),
    count: tokens.length,
    tokens: tokens.slice(-most).map(view),
  };
}

function viewLink(name: string, { lifetime, rotation }: TokenRule): LinkView {
  return { name, ...(lifetime !== undefined && { lifetime }), rotation: typeof rotation === "object" ? "grace" : rotation };
}
