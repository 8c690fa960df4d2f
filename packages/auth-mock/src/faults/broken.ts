/** What `fetch` throws when a connection breaks. */
export function broken(message: string, code: "ECONNRESET" | "UND_ERR_SOCKET"): TypeError {
  const cause = new Error(code === "ECONNRESET" ? "read ECONNRESET" : "other side closed");
  return new TypeError(message, { cause: Object.assign(cause, { code }) });
}
