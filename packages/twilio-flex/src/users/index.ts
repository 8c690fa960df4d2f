/** The users of an account, for servers: create or update one, list them, have a client for each. @module */
export { FlexUserError, type FlexUserErrorReason } from "./error.ts";
export { listUsers, type UserQuery } from "./list.ts";
export { openUsers, type FlexAccount, type FlexUsers, type UsersOptions } from "./open.ts";
export { provisionUser, type UserToProvision } from "./provision.ts";
