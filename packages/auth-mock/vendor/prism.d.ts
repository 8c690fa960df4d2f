export { createInstance, getHttpOperationsFromSpec } from "@stoplight/prism-http";

/** Chooses an answer: `_tag` tells whether it is under `right` or an error under `left`. */
export declare const mocker: (options: unknown) => (logger: unknown) => any;
/** Finds an operation: `_tag` tells whether it is under `right` or an error under `left`. */
export declare const router: (options: unknown) => any;
