import { once } from "node:events";
import { createClient } from "@redis/client";
import { Redis } from "ioredis";

const ignore = () => {};

/** Both clients, as a user would make them. */
export const clients = {
  ioredis: async (socket: string) => {
    const client = new Redis({ path: socket });
    client.on("error", ignore);
    await once(client, "ready");
    return { client, close: () => client.disconnect() };
  },
  "node-redis": async (socket: string) => {
    const client = createClient({ socket: { path: socket, tls: false } });
    client.on("error", ignore);
    await client.connect();
    return { client, close: () => client.destroy() };
  },
} as const;

export const kinds = ["ioredis", "node-redis"] as const;
