import { createHash } from "node:crypto";
import { readBasic, readParameter, type Call } from "./request.ts";
import type { SpecDocument } from "./document.ts";

/**
 * The users of Twilio Flex: tokens are minted for a user, so a mock that knows none could mint nothing.
 * Kept apart from the ledger: it follows operation names of that one API, not `x-token-chains`.
 */
export interface Users {
  /** Whether the answer of this operation speaks of a user. */
  owns(call: Call): boolean;
  /** False when the path names a user that is not there. */
  knows(call: Call): boolean;
  /** Puts the request's user into the example answer. */
  shape(call: Call, status: number, body: any): { readonly status: number; readonly body: unknown };
}

interface User {
  readonly flex_user_sid: string;
  readonly username: string;
  readonly [detail: string]: unknown;
}

const operations = ["listUsers", "fetchUser", "provisionUser", "createUserToken"];

/** Undefined for a document of another API. */
export function createUsers({ operations: all }: SpecDocument): Users | undefined {
  const ids = new Set([...all.values()].map(({ id }) => id));
  if (!operations.every((id) => ids.has(id))) return undefined;

  const instances = new Map<string, Map<string, User>>();
  const usersOf = (call: Call): Map<string, User> => {
    const instance = readParameter(call, "InstanceSid") ?? "";
    const known = instances.get(instance);
    if (known) return known;
    const user1 = { flex_user_sid: sidOf(instance, "user1"), username: "user1" };
    const users = new Map<string, User>([["user1", user1]]);
    instances.set(instance, users);
    return users;
  };
  const named = (call: Call): User | undefined => {
    const sid = readParameter(call, "FlexUserSid");
    return [...usersOf(call).values()].find((user) => user.flex_user_sid === sid);
  };
  const place = (call: Call, example: any): any => {
    const account = readBasic(call.headers)?.username;
    return {
      ...example,
      instance_sid: readParameter(call, "InstanceSid"),
      ...(account !== undefined && { account_sid: account }),
    };
  };

  return {
    owns: ({ operation }) => operations.includes(operation.id),
    knows: (call) => readParameter(call, "FlexUserSid") === undefined || named(call) !== undefined,
    shape(call, status, body) {
      if (call.operation.id === "listUsers") {
        const wanted = readParameter(call, "Username");
        const found = [...usersOf(call).values()].filter((user) => user.username === wanted);
        return { status, body: { ...place(call, body), users: found.map((user) => ({ ...place(call, body?.users?.[0]), ...user })) } };
      }
      if (call.operation.id === "provisionUser") {
        const { worker: _, ...details } = call.content as Record<string, unknown>;
        const username = String(details["username"]);
        const users = usersOf(call);
        const before = users.get(username);
        const user: User = { ...before, ...details, username, flex_user_sid: before?.flex_user_sid ?? sidOf(readParameter(call, "InstanceSid") ?? "", username) };
        users.set(username, user);
        const updated = before !== undefined && call.operation.node.responses?.["200"] !== undefined;
        return { status: updated ? 200 : 201, body: { ...place(call, body), ...user } };
      }
      const user = named(call);
      if (!user) return { status, body };
      if (call.operation.id === "fetchUser") return { status, body: { ...place(call, body), ...user } };
      const info = { ...body?.token_info, flex_user_sid: user.flex_user_sid, username: user.username, identity: user.username, flex_instance_sid: readParameter(call, "InstanceSid") };
      return { status, body: { ...body, token_info: info } };
    },
  };
}

/** The same user of the same instance gets the same id in every run: a failing test can be read twice. */
function sidOf(instance: string, username: string): string {
  return `FU${createHash("sha256").update(`${instance}/${username}`).digest("hex").slice(0, 32)}`;
}
