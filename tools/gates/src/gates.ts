import { attw } from "./attw.ts";
import { boundaries } from "./boundaries.ts";
import { budgets } from "./budgets.ts";
import { ceilings } from "./ceilings.ts";
import { changesets } from "./changesets.ts";
import { format } from "./format.ts";
import type { Gate } from "./gate.ts";
import { knip } from "./knip.ts";
import { licences } from "./licences.ts";
import { lint } from "./lint.ts";
import { machine } from "./machine.ts";
import { manifests } from "./manifests.ts";
import { names } from "./names.ts";
import { publint } from "./publint.ts";
import { secrets } from "./secrets.ts";

/** All gates, the quick ones first. */
export const gates: readonly Gate[] = [budgets, names, machine, secrets, changesets, licences, boundaries, manifests, publint, attw, lint, knip, format, ceilings];
