/** A browser drops a `cookie` header silently. */
export const sendsCookies: boolean = false;
/** Long-lived secrets must not reach a browser. */
export const isServer: boolean = false;
/** Sends a token request. */
export const send: typeof fetch = (url, init) => fetch(url, init);
/** A browser has no words for why a request failed. */
export const codeOf = (_: unknown): unknown => undefined;
