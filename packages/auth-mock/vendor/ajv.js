import * as module from "ajv-formats";

export { Ajv2020 } from "ajv/dist/2020.js";

// Loaders disagree on what the default of such a module is.
export const formats = typeof module.default === "function" ? module.default : module.default.default;
