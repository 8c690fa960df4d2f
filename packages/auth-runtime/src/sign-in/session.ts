import type { SignIn } from "../chain/define.ts";
import type { Grant, Interaction } from "../chain/types.ts";
import type { StoredToken } from "../stores/types.ts";
import { ask, endpointError, exchange } from "../session/exchange.ts";
import { requestOf } from "../session/request.ts";
import { states, type State } from "../session/state.ts";
import type { Session } from "../session/types.ts";

function stateOf(session: Session): State {
  const state = states.get(session);
  if (!state) throw new TypeError("A sign-in needs a session that createSession of this copy of the package made.");
  return state;
}

async function opened(session: Session): Promise<State> {
  const state = stateOf(session);
  await state.prepare();
  return state;
}

/** Where to send the person: the sign-in's page with its parameters. Sends nothing, but asks a credentials function. */
export async function signInPage(session: Session, { page }: SignIn<any, any>, interaction: Interaction): Promise<string> {
  const state = await opened(session);
  const [url] = requestOf(state, { ...page, method: "GET", outputs: {}, parameters: ({ credentials }) => page.parameters?.({ credentials, interaction }) as {} });
  return url;
}

/** The session's credentials; a function is asked for them first. */
export async function credentialsOf(session: Session): Promise<any> {
  return (await opened(session)).now.credentials;
}

/**
 * Exchanges the code that a person brought back, once, and puts what is won where every session on the store finds it. Sessions in which somebody
 * else is signed in end: `person` is compared, a learned value of the grant's outputs.
 *
 * @throws {AuthError} `signed_out` if the session ended meanwhile; as a {@link TokenEndpointError} what the endpoint did
 */
export async function redeemCode(session: Session, { grant: { body, ...grant } }: SignIn<any, any>, interaction: Interaction, person: string): Promise<void> {
  const state = await opened(session);
  const { chain, clock, now, held, seen, refused, learned, wire } = state;
  const view = state.another();
  const began = clock.monotonic();
  const { epoch } = await view.load();
  const ready: Grant = { ...(grant as Grant), body: (inputs) => (body as NonNullable<Grant["body"]>)({ ...inputs, interaction } as never) };
  const won = await exchange(chain, ready, Object.keys(chain.tokens).slice(0, 1), requestOf(state, ready), wire);
  const endpoint = `${ready.method} ${ready.path}`;
  if ("error" in won) throw won.error;
  if (!won.tokens) throw endpointError("token_refused", endpoint, "refused the code", 401);
  for (;;) {
    const record = await view.load();
    const tokens: Record<string, StoredToken> = {};
    let occupied = false;
    for (const name in chain.tokens) {
      const old = record.tokens[name];
      occupied ||= !!old?.value;
      // What this sign-in did not give is not left over from the one before.
      tokens[name] = { value: "", ...won.tokens[name], generation: Math.max(old?.generation ?? 0, seen[name] ?? 0) + 1 };
    }
    const isSame = occupied && !!won.values[person] && record.values[person] === won.values[person];
    // Renewing 10: nothing begun under an older epoch goes on, but for who signed in twice at once.
    if (now.closed || (record.epoch > epoch && !isSame)) throw state.ended();
    // Nobody goes on as somebody else.
    now.epoch = record.epoch + +(occupied && !isSame);
    if (!(await view.swap({ epoch: now.epoch, tokens, values: won.values }))) continue;
    now.failures = 0;
    now.retryAt = -Infinity;
    for (const name in chain.tokens) delete refused[name];
    Object.assign(learned, won.values);
    state.adopt(view.record);
    now.alone = view.down;
    if (view.down)
      for (const name in tokens) {
        // What lies in the store is, or will be, somebody else's: nothing there counts as newer than this.
        seen[name] = (seen[name] as number) + 1e9;
        // Renewing 9: it will never be spent.
        if (chain.tokens[name]?.rotation) delete held[name];
      }
    return state.emit("issued", Object.keys(won.tokens), endpoint, "sign-in", began);
  }
}

/** A value that the sign-in learned, while somebody is signed in: `undefined` when nobody is. */
export async function signedIn(session: Session, value: string): Promise<string | undefined> {
  const { another, clock, held, learned, now, ended } = await opened(session);
  const view = another();
  const { epoch, ...record } = await view.load();
  if (epoch > (now.epoch as number)) ended();
  if (now.closed) return undefined;
  const { tokens, values } = now.alone ? { tokens: held, values: learned } : record;
  return Object.values({ ...tokens, ...(view.down && held) }).some((token) => token.value && (token.expiresAt ?? Infinity) > clock.now()) ? (values[value] ?? learned[value] ?? "") : undefined;
}

/** Whether the session was signed out, here or (as far as it has noticed) elsewhere. */
export function hasEnded(session: Session): boolean {
  return stateOf(session).now.closed;
}

const followed = new WeakMap<Session, () => Promise<void>>();

/** Ends the session here as soon as it was signed out elsewhere, tokens in memory included; a page looks when it becomes visible, too. Returns a function that looks now. */
export async function followSignOut(session: Session): Promise<() => Promise<void>> {
  const state = await opened(session);
  const known = followed.get(session);
  if (known) return known;
  const { now } = state;
  const view = state.another();
  const look = async () => {
    if (now.closed) return stop();
    const { epoch } = await view.load();
    // A look that failed tells of no epoch.
    if (now.closed || view.down || epoch <= (now.epoch ??= epoch)) return;
    stop();
    state.ended();
  };
  followed.set(session, look);
  // A tab that was frozen has missed the message.
  const page = globalThis.document;
  page?.addEventListener("visibilitychange", look);
  let unwatch: (() => void) | undefined;
  const stop = () => {
    page?.removeEventListener("visibilitychange", look);
    unwatch?.();
  };
  try {
    unwatch = state.watch(() => void look());
  } catch {
    // A browser that blocks storage may forbid to listen, too.
  }
  await look();
  return look;
}

/**
 * Asks one of the session's servers for JSON that is no grant. It may carry tokens that are held, and asks for none.
 *
 * @throws {TokenEndpointError} as soon as the answer is not a 2xx with JSON; `status` says which
 */
export async function askServer(session: Session, call: Omit<Grant, "outputs">): Promise<any> {
  const state = stateOf(session);
  const endpoint = `${call.method} ${call.path}`;
  const { status, text } = await ask(endpoint, requestOf(state, { ...call, outputs: {} }), state.wire);
  if (status > 299) throw endpointError("unexpected_status", endpoint, `answered ${status}`, status);
  try {
    return JSON.parse(text);
  } catch {
    throw endpointError("malformed_answer", endpoint, `answered ${status} without JSON`, status);
  }
}
