/** Reading a spec: the document, where each part of it stands in the file, its operations, its token chains. */
export type * from "./chains.ts";
export { parseExpression, type Expression } from "./expression.ts";
export { listCalls, listOperations, resolve, type Operation } from "./operations.ts";
export { specFiles, specsFolder } from "./files.ts";
export { parseSpec, readSpec, type Position, type Spec } from "./read.ts";
