import { bodies } from "./rows/bodies.ts";
import { concurrency } from "./rows/concurrency.ts";
import { delivery } from "./rows/delivery.ts";
import { exposure } from "./rows/exposure.ts";
import { network } from "./rows/network.ts";
import { protocol } from "./rows/protocol.ts";
import { stores } from "./rows/stores.ts";
import { time } from "./rows/time.ts";
import type { Row } from "./row.ts";

/** The whole fault matrix, in the order of its letters. */
export const matrix: readonly Row[] = [...time, ...network, ...protocol, ...concurrency, ...bodies, ...stores, ...exposure, ...delivery];
