import type { AuthEvent } from "@freshkey/auth-runtime";

/** A token as it may be shown: which one it is, and when it dies (ms since the epoch). */
export interface TokenLife {
  readonly generation: number;
  readonly expiresAt: number;
  /** The tab that renewed it, and when. */
  readonly tab: number;
  readonly at: number;
}

/** What tabs tell each other. No secret is ever in it. */
export type Message =
  | { readonly kind: "event"; readonly tab: number; readonly at: number; readonly event: Pick<AuthEvent, "type" | "reason" | "waiters"> }
  | { readonly kind: "token"; readonly life: TokenLife }
  | { readonly kind: "hello" };

/** The lowest number that no other open tab has. It is free again when this tab closes. */
export async function takeNumber(number = 1): Promise<number> {
  const isMine = await new Promise<boolean>((resolve) => {
    void navigator.locks.request(`freshkey-demo tab ${number}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => {});
    });
  });
  return isMine ? number : takeNumber(number + 1);
}

/** Opens the line between tabs. Returns how to speak; what is said is heard here too. */
export function openLine(hear: (message: Message, isOwn: boolean) => void): (message: Message) => void {
  const channel = new BroadcastChannel("freshkey-demo");
  channel.onmessage = ({ data }) => hear(data as Message, false);
  return (message) => {
    channel.postMessage(message);
    hear(message, true);
  };
}
