// Replaces what an import or a creation must not touch by things that write down each touch.
Error.stackTraceLimit = 60;
const touched = (globalThis.touched = []);
for (const name of ["fetch", "Request", "Headers", "Response", "FormData", "setTimeout", "setInterval", "setImmediate", "queueMicrotask"]) {
  const real = globalThis[name];
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get() {
      if (/auth-runtime.src|openapi-fetch/.test(new Error().stack)) touched.push(name);
      return real;
    },
  });
}
const watch = (owner, ownerName, name) => {
  const real = owner[name];
  owner[name] = function (...args) {
    if (/auth-runtime.src|openapi-fetch/.test(new Error().stack)) touched.push(`${ownerName}.${name}`);
    return real.apply(this, args);
  };
};
watch(Math, "Math", "random");
watch(crypto, "crypto", "randomUUID");
watch(crypto, "crypto", "getRandomValues");
watch(crypto.subtle, "crypto.subtle", "importKey");
watch(Date, "Date", "now");
watch(Promise.prototype, "Promise.prototype", "then");
