/** Node, Bun, Deno, workerd: a `cookie` header can be sent. */
export const sendsCookies: boolean = true;
/** Grants that take long-lived secrets may run. */
export const isServer: boolean = true;
/** Sends a token request. */
export const send: typeof fetch = (url, init) => fetch(url, init);
/** The platform's word for why a request failed. */
export const codeOf = (error: any): unknown => error?.cause?.code ?? error?.code;
