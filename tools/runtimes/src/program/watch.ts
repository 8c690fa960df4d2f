/**
 * Watches, from its own import on, what the modules that are imported after it touch. Import it first.
 * @module
 */
const touched: string[] = [];
const put: (() => void)[] = [];

function watch(owner: any, where: string, names: readonly string[]): void {
  for (const name of names) {
    const was = Object.getOwnPropertyDescriptor(owner, name);
    if (was && !was.configurable) continue;
    const real = was && "value" in was ? was.value : undefined;
    const told = (): unknown => (touched.push(where + name), real);
    const stand =
      typeof real === "function" && !/^[A-Z]/.test(name) ? { value: (...given: unknown[]) => (touched.push(where + name), real.apply(owner, given)), writable: true } : { get: told, set: told };
    Object.defineProperty(owner, name, { ...stand, configurable: true });
    put.push(() => (was ? Object.defineProperty(owner, name, was) : delete owner[name]));
  }
}

watch(globalThis, "", ["fetch", "setTimeout", "setInterval", "localStorage", "sessionStorage", "indexedDB", "document", "history", "BroadcastChannel", "WebSocket", "caches"]);
watch(crypto, "crypto.", ["getRandomValues", "randomUUID", "subtle"]);
watch(Math, "Math.", ["random"]);
watch(Date, "Date.", ["now"]);

/** Ends the watch. What was touched meanwhile; one touch of the clock at the end is its own, and shows that it saw. */
export function endWatch(): readonly string[] {
  Date.now();
  for (const back of put) back();
  return [...touched];
}
