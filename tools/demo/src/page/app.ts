import { isAuthError, type AuthEvent, type Session } from "@freshkey/auth-runtime";
import { describeSession } from "@freshkey/auth-runtime/describe";
import { indexedDbStore } from "@freshkey/auth-runtime/stores/indexeddb";
import { createTwilioFlexClient } from "@freshkey/twilio-flex";
import { createSsoSignIn } from "@freshkey/twilio-flex/sso";
import { openLine, takeNumber, type TokenLife } from "./tabs.ts";
import { createView } from "./view.ts";
import { sentenceOf } from "./words.ts";

let session: Session | undefined;
let life: TokenLife | undefined;
let often: ReturnType<typeof setInterval> | undefined;
let answers = { good: 0, other: 0 };

const server = document.documentElement.dataset["api"] ?? "";
const signIn = createSsoSignIn({
  credentials: { accountSid: "AC00000000000000000000000000000000" },
  redirectUrls: [`${location.origin}/`],
  store: indexedDbStore("freshkey-demo"),
  server,
  onEvent: (event) => void tell(event),
});
// Before anything else: it takes the code out of the address bar.
const completing = signIn.complete().then((found) => (session = found));
// Looked at below. Until then nobody handles a refusal, and the browser would print it.
completing.catch(() => {});
const number = takeNumber();
const view = createView({
  signIn: () => void attempt(async () => location.assign(await signIn.start())),
  signOut: () => void attempt(async () => session?.signOut()),
  call: () => void call(),
  callOften(is) {
    clearInterval(often);
    often = is ? setInterval(() => void call(), 2000) : undefined;
  },
});

const say = openLine((message, isOwn) => {
  if (message.kind === "token" && session && message.life.generation >= (life?.generation ?? 0)) life = message.life;
  if (message.kind === "hello" && !isOwn && life?.tab) say({ kind: "token", life });
  if (message.kind !== "event") return;
  view.addEvent(message.tab, message.at, sentenceOf(message.event));
  // Somebody signed in in another tab: this one goes along.
  if (!isOwn && !session && message.event.reason === "sign-in") void attempt(async () => enter(await signIn.complete()));
});

/** Tells all tabs what happened to the token here. */
async function tell({ type, reason, waiters }: AuthEvent): Promise<void> {
  const [at, tab] = [Date.now(), await number];
  say({ kind: "event", tab, at, event: { type, ...(reason !== undefined && { reason }), ...(waiters !== undefined && { waiters }) } });
  if (type === "issued" || type === "renewed") await completing.catch(() => {}).then(() => share(tab, at));
  if (type === "signed_out" || type === "interaction_needed") leave(type === "signed_out" ? "You are signed out, in all tabs." : "The token cannot be renewed any more. Sign in again.");
}

function share(tab: number, at: number): void {
  const known = session && describeSession(session)?.tokens["flexToken"];
  if (known?.expiresAt !== undefined) say({ kind: "token", life: { generation: known.generation, expiresAt: known.expiresAt, tab, at } });
}

/** Runs what may be refused, and says why it was. Messages of AuthErrors hold no secret; others are not shown. */
async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    view.note("");
    await work();
  } catch (error) {
    view.note(isAuthError(error) ? error.message : "This did not work. Is the demo still running?");
  }
}

async function enter(found: Session | undefined): Promise<void> {
  session = found;
  view.showSession(session !== undefined);
  if (!session) return;
  await session.getToken();
  const known = describeSession(session)?.tokens["flexToken"];
  if (known?.expiresAt !== undefined && known.generation !== life?.generation) life = { generation: known.generation, expiresAt: known.expiresAt, tab: 0, at: 0 };
  say({ kind: "hello" });
}

function leave(why: string): void {
  session = undefined;
  life = undefined;
  view.showSession(false);
  view.note(why);
}

async function call(): Promise<void> {
  const mine = session;
  if (!mine) return;
  await attempt(async () => {
    try {
      const { response } = await createTwilioFlexClient({ session: mine, server }).GET("/v1/Configuration");
      answers = response.ok ? { ...answers, good: answers.good + 1 } : { ...answers, other: answers.other + 1 };
    } catch (error) {
      answers = { ...answers, other: answers.other + 1 };
      // A page that has left says so itself.
      if (session) throw error;
    } finally {
      view.showAnswer(`${answers.good} answered, ${answers.other} not. Last at ${new Date().toLocaleTimeString("en-GB")}.`);
    }
  });
}

setInterval(() => view.showToken(life, Date.now()), 200);
view.showTab(await number);
await attempt(async () => {
  try {
    await enter(await completing);
  } catch (error) {
    if (!session) view.showSession(false);
    throw error;
  }
});
