/** Node, Bun, Deno, workerd: a `cookie` header can be sent. */
export const sendsCookies: boolean = true;
/** Grants that take long-lived secrets may run. */
export const isServer: boolean = true;
