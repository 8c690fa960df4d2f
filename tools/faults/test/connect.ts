import { Redis } from "ioredis";
import { onTestFinished } from "vitest";

/** A client of a Redis, as a user would make it. It ends with the test. */
export async function connect(socket: string): Promise<Redis> {
  const client = new Redis({ path: socket, retryStrategy: () => 20 }).on("error", () => {});
  onTestFinished(() => client.disconnect());
  // Not `once` of Node's: it would reject while the server is still starting.
  await new Promise<void>((resolve) => void client.once("ready", resolve));
  return client;
}
