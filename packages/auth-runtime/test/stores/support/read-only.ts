// Reads and writes as a user who may only read. Prints what happened.
import { fileStore, StoreError } from "../../../src/stores/file.ts";

const store = fileStore(process.argv[2] as string, { onWarning: () => {} });
const load = await store.load("k");
const swap = await store
  .swap("k", load?.version, { schema: 1, writer: "x", epoch: 0, tokens: {}, values: {} }, {})
  .catch((error: unknown) => (error instanceof StoreError ? { reason: error.reason, message: error.message } : String(error)));
console.log(JSON.stringify({ load, swap }));
