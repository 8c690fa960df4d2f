import { call } from "./api.ts";
import { say } from "./state.ts";

/** Does something, and says that it is done or why it is not. */
export async function act(done: string, ...[method, path, body]: Parameters<typeof call>): Promise<boolean> {
  try {
    await call(method, path, body);
    say(done);
    return true;
  } catch (error) {
    say((error as Error).message, true);
    return false;
  }
}
