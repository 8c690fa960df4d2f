/**
 * Every entry that a server may import, and a client of each kind, made while modules load. `watch.ts` sees what that touches.
 * @module
 */
import "./watch.ts";
import "@freshkey/auth-runtime";
import "@freshkey/auth-runtime/chain";
import "@freshkey/auth-runtime/describe";
import "@freshkey/auth-runtime/retry";
import "@freshkey/auth-runtime/sign-in";
import "@freshkey/auth-runtime/stores/indexeddb";
import "@freshkey/auth-runtime/stores/redis";
import "@freshkey/auth-runtime/testing";
import "@freshkey/auth-runtime/validate";
import "@freshkey/flex-insights";
import "@freshkey/flex-insights/report";
import "@freshkey/flexcharge";
import "@freshkey/flexcharge/errors";
import "@freshkey/flexcharge/orders";
import "@freshkey/flexcharge/payments";
import "@freshkey/simacan";
import "@freshkey/twilio-flex";
import "@freshkey/twilio-flex/sso";
import "@freshkey/twilio-flex/users";
import { createSsoSignIn } from "@freshkey/twilio-flex/sso";
import { same, type Check } from "./check.ts";
import { account, subjects, type Opened } from "./subjects.ts";
import { endWatch } from "./watch.ts";

/** One of each, older than any request. */
export const early: readonly Opened[] = subjects.map(({ open }) => open());
createSsoSignIn({ credentials: { accountSid: account.accountSid }, redirectUrls: ["https://app.example.com/"] });
const touched = endWatch();

export const importChecks: readonly Check[] = [
  {
    name: "all entries import, and clients are made, without touching fetch, timers, clock, randomness or storage",
    run: async () => same(touched, ["Date.now"], "touched"),
  },
];
