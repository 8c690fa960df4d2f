import * as mockers from "@stoplight/prism-http/dist/mocker/index.js";
import * as routers from "@stoplight/prism-http/dist/router/index.js";

export { createInstance, getHttpOperationsFromSpec } from "@stoplight/prism-http";

// Prism exports neither: there is no other way to its router and to its choice of examples.
export const mocker = defaultOf(mockers);
export const router = defaultOf(routers);

// Loaders disagree on what the default of such a module is.
function defaultOf({ default: found }) {
  return typeof found === "function" ? found : found.default;
}
