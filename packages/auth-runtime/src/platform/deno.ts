export { isServer, sendsCookies } from "./server.ts";
/** Over connections of its own: Deno itself sends a request again when one of its pool breaks, and a token that works once would be sent twice. */
export const send: typeof fetch = async (url, init) => {
  const client = (globalThis as any).Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  try {
    return await fetch(url, { ...init, ...{ client } });
  } finally {
    client.close();
  }
};
/** Deno has no codes. Its words for this one come before anything is sent. */
export const codeOf = (error: any): unknown => (/error \(Connect\)/.test(error?.cause?.message) ? "CONNECT" : (error?.cause?.code ?? error?.code));
