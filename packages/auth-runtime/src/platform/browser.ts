/** A browser drops a `cookie` header silently. */
export const sendsCookies: boolean = false;
/** Long-lived secrets must not reach a browser. */
export const isServer: boolean = false;
