import type { components, TwilioFlexClient } from "../index.ts";
import { dataOf, FlexUserError } from "./error.ts";

type Schemas = components["schemas"];

/** The SID of an instance, and which of its users: those of this name, or all. `pageSize`: how many are asked for at once, 1 to 1000, by Twilio 50; a list by name knows no size. */
export type UserQuery = { readonly instanceSid: string; readonly username?: string; readonly pageSize?: number; readonly signal?: AbortSignal };

/**
 * The users of an instance; the next page is asked for when it is needed. Its address only says what to ask for: nothing is ever sent to another server than the client's.
 *
 * @throws {FlexUserError} `foreign_page` and `repeated_page` before anything is sent there, and what Twilio refuses. {AuthError} the session's
 * @example
 * for await (const user of listUsers(flex, { instanceSid })) console.log(user.username);
 */
export async function* listUsers(flex: TwilioFlexClient, { instanceSid, username, pageSize, signal = new AbortController().signal }: UserQuery): AsyncGenerator<Schemas["User"], void> {
  const place = `/v1/Instances/${encodeURIComponent(instanceSid)}/Users`;
  const { origin, href } = new URL((flex.session.servers[0] ?? flex.session.origins[0]) + place);
  const seen = new Set<unknown>();
  for (let query: object = pageSize && username === undefined ? { PageSize: pageSize } : {}; ;) {
    // Only the newer list finds a name, only the older has pages with addresses.
    const answer = await (username === undefined
      ? flex.GET("/v1/Instances/{InstanceSid}/Users", { params: { path: { InstanceSid: instanceSid }, query }, signal })
      : flex.GET("/v4/Instances/{InstanceSid}/Users", { params: { path: { InstanceSid: instanceSid }, query: { ...query, Username: username } }, signal }));
    const { users = [], meta } = dataOf<Schemas["UserPage"] & Partial<Schemas["UserList"]>>(answer);
    if (!Array.isArray(users)) throw new FlexUserError("unavailable", `Twilio Flex answered ${answer.status} without a list of users.`, { status: answer.status });
    for (const user of users) {
      signal.throwIfAborted();
      yield user;
    }
    const next = username === undefined ? meta?.next_page_url : meta?.next_token && `?${new URLSearchParams({ PageToken: meta.next_token })}`;
    if (!next) return;
    const page = URL.canParse(next, href) && new URL(next, href);
    // Behind a proxy, or with an edge, Twilio still names its own host.
    if (!page || !page.pathname.endsWith(place) || (page.origin !== origin && !/^https:\/\/flex-api(\.[\w-]+){0,2}\.twilio\.com$/.test(page.origin)))
      throw new FlexUserError("foreign_page", `The list names a next page that is no list of ${origin}: nothing was sent there.`);
    if (seen.add(meta?.url).size === seen.add(next).size) throw new FlexUserError("repeated_page", "The list names a next page that was there before.");
    query = Object.fromEntries(page.searchParams);
  }
}
