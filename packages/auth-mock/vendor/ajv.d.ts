import type { Ajv2020 } from "ajv/dist/2020.js";

export { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

/** Teaches the formats of JSON Schema: `date-time`, `email` and the like. */
export declare const formats: (ajv: Ajv2020) => void;
