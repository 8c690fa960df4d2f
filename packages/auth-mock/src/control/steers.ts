import { parseDuration } from "../duration.ts";
import { readFault } from "./read-fault.ts";
import { readPlanned } from "./planned.ts";
import { refuse, reply, send } from "./reply.ts";
import type { Controls, Routes } from "./routes.ts";

/** The last moment that a date can name, ms since the epoch. */
const endOfTime = 8.64e15;
/** Faults that may be armed at a time over HTTP: each call asks every one of them. */
const manyFaults = 1_000;

/** What can be done. */
export function createSteers({ mock, desk }: Controls): Routes {
  return {
    "/_mock/journal": {
      DELETE() {
        desk.journal.forget();
        return reply();
      },
    },
    "/_mock/advance": {
      POST({ body: { duration } }) {
        const ms = typeof duration === "string" ? parseDuration(duration) : undefined;
        if (ms === undefined || mock().clock.now() + ms > endOfTime) return refuse(400, 'Write {"duration": "PT10M"}: an ISO 8601 duration of weeks, days, hours, minutes and seconds.');
        mock().advance(ms);
        return reply({ now: mock().clock.now() });
      },
    },
    "/_mock/revoke": {
      POST({ body }) {
        const { token, name, id, all } = body;
        const one = Object.keys(body).length === 1 && (typeof token === "string" || typeof name === "string" || Number.isInteger(id) || all === true);
        if (!one) return refuse(400, 'Write {"token": "the token itself"}, {"id": 7} as /_mock/accounts gives it, {"name": "…"} for all tokens of that name, or {"all": true}.');
        const given = desk.ledger.all;
        const wanted = typeof id === "number" ? desk.ledger.byId(id) : undefined;
        const found = given.filter((issued) => all === true || (wanted === undefined ? issued.value === token || issued.name === name : issued === wanted));
        const names = [...new Set(given.map((issued) => issued.name))].join(", ") || "none";
        if (found.length === 0 && all !== true) return refuse(404, `No such token was given out. Names of those that were: ${names}. /_mock/tokens?secrets=show lists them.`);
        const fresh = new Set(found.filter(({ revoked }) => !revoked));
        desk.ledger.revoke((issued) => fresh.has(issued));
        return reply({ revoked: fresh.size });
      },
    },
    "/_mock/respond-once": {
      POST({ body }) {
        const planned = readPlanned(body);
        if (typeof planned === "string") return refuse(400, planned);
        if (desk.line.isFull) return refuse(409, "Too many planned answers wait already. Call their operations first.");
        return attempt(404, () => {
          mock().respondOnce(planned.operationId, planned.response);
          return reply();
        });
      },
    },
    "/_mock/fault": {
      POST({ body }) {
        const fault = readFault(body);
        if (typeof fault === "string") return refuse(400, fault);
        if (desk.armory.list().length >= manyFaults) return refuse(409, "Too many faults are armed already. Remove some: DELETE /_mock/faults removes all.");
        return attempt(400, () => {
          mock().fault(fault);
          const armed = desk.armory.list().at(-1);
          return armed ? send(201, "application/json", JSON.stringify(armed), [["location", `/_mock/fault/${armed.id}`]]) : refuse(400, "The fault touches no call: its times is 0.");
        });
      },
    },
    "/_mock/fault/{id}": {
      DELETE: ({ id }) => (desk.armory.remove(id) ? reply() : refuse(404, "No fault of this id is armed, or no longer. /_mock/faults lists them.")),
    },
    "/_mock/faults": {
      DELETE() {
        for (const { id } of desk.armory.list()) desk.armory.remove(id);
        return reply();
      },
    },
  };
}

/** A `RangeError` says what to write; anything else is a mistake of ours. */
function attempt(status: number, act: () => ReturnType<typeof reply>): ReturnType<typeof reply> {
  try {
    return act();
  } catch (error) {
    if (error instanceof RangeError) return refuse(status, error.message);
    throw error;
  }
}
