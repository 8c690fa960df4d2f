import { kinds } from "./kinds.ts";

export function object(properties: Readonly<Record<string, object>>, required: readonly string[] = Object.keys(properties)): object {
  return { type: "object", properties, required };
}

export function text(description: string): object {
  return { type: "string", description };
}

export const moment: object = { type: "integer", description: "ms since the epoch, by the mock's clock." };

/** What the control API answers with. */
export const schemas: Readonly<Record<string, object>> = {
  Problem: object({ type: { type: "string" }, title: { type: "string" }, status: { type: "integer" }, detail: text("What to do.") }),
  Token: object({ name: { type: "string" }, value: text("Its random part is hidden, unless asked for."), state: { enum: ["live", "spent", "expired", "revoked"] }, expiresAt: moment }, [
    "name",
    "value",
    "state",
  ]),
  Fault: object(
    {
      id: { type: "integer" },
      fault: { type: "object", description: "As it was armed. Headers and a body of its own are hidden, unless asked for.", required: ["kind"], properties: { kind: { enum: Object.keys(kinds) } } },
      hits: { type: "integer", description: "How many calls it has touched." },
      endsAt: moment,
      over: { type: "boolean", description: "No further call is touched." },
    },
    ["id", "fault", "hits", "over"],
  ),
  Account: object({
    id: text("The same for all log-ins of an account."),
    document: text("Its name."),
    chain: text("Its name in the document."),
    principal: { type: "object", description: "The credentials that name the account.", additionalProperties: { type: "string" } },
    links: {
      type: "array",
      description: "The kinds of tokens, nearest to the API first.",
      items: object({ name: { type: "string" }, lifetime: { type: "integer", description: "ms." }, rotation: { enum: ["none", "strict", "grace"] } }, ["name", "rotation"]),
    },
    count: { type: "integer", description: "Of its tokens; the list may hold fewer." },
    tokens: {
      type: "array",
      description: "Oldest first.",
      items: object(
        {
          id: { type: "integer" },
          name: { type: "string" },
          value: text("Its random part is hidden, unless asked for."),
          state: { enum: ["live", "spent", "expired", "revoked"] },
          issuedAt: moment,
          expiresAt: moment,
          spentAt: moment,
          revokedAt: moment,
          family: { type: "integer", description: "Tokens that descend from one login have the same." },
        },
        ["id", "name", "value", "state", "issuedAt", "family"],
      ),
    },
  }),
  Exchange: object(
    {
      number: { type: "integer", description: "Its place in all that the mock answered." },
      operationId: text("Absent when the request matched no operation."),
      method: { type: "string" },
      path: { type: "string" },
      query: text("Without the question mark."),
      status: { type: "integer", description: "0 when a fault left the request unanswered." },
      at: moment,
      request: object({ headers: { type: "object", additionalProperties: { type: "string" } }, body: { type: "string" } }),
      response: object({ headers: { type: "array", items: { type: "array", items: { type: "string" }, minItems: 2, maxItems: 2 } }, body: { type: "string" } }),
      faults: { type: "array", items: { type: "string" }, description: "The kinds of the faults that touched it." },
      violations: { type: "array", items: object({ side: { enum: ["request", "response"] }, location: { type: "string" }, message: { type: "string" } }) },
    },
    ["number", "method", "path", "query", "status", "at", "violations"],
  ),
};
