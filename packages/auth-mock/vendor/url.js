export { format, parse } from "node:url";

const escaped = /[{}|\\^`<>" \r\n\t']/g;

/** As `resolve` of `node:url`, which warns wherever it is called from outside of node_modules. */
export function resolve(from, to) {
  const escape = (text) => text.replaceAll(escaped, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
  const { protocol, pathname, search, hash, href } = new URL(escape(to), new URL(escape(from), "none://"));
  // `URL` leaves an empty fragment out of its parts.
  return protocol === "none:" ? pathname + search + (hash || (to.endsWith("#") ? "#" : "")) : href;
}
