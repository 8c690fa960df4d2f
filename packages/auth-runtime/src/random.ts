/** A random id. A page on a plain http origin has no `randomUUID`. */
export const newId = (): string => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
