import type { Subject } from "@freshkey-tools/contract";
import { createFlexChargeClient } from "../src/index.ts";

/** The client with credentials that a mock takes. */
export const flexCharge: Subject = {
  api: "flexcharge",
  folder: new URL("..", import.meta.url),
  client: "FlexChargeClient",
  open: (place) => createFlexChargeClient({ credentials: { appKey: "fake/key+1==", appSecret: "fake/secret+1==" }, ...place }),
};
