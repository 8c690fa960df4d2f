import type { Subject } from "@freshkey-tools/contract";
import { createSimacanClient } from "../src/index.ts";

/** The client with credentials that a mock takes. */
export const simacan: Subject = {
  api: "simacan",
  folder: new URL("..", import.meta.url),
  client: "SimacanClient",
  open: (place) => createSimacanClient({ credentials: { username: "ada", password: "fake-password" }, ...place }),
  known: {
    // A mock takes only a refresh token that it gave out.
    async refreshTokens(mock, place) {
      await simacan.open(place).request("put", "/trips/insertOrUpdate", { body: { trips: [{ tripId: "trip-1" }] } });
      return { body: { refresh_token: mock.tokens("refreshToken").at(-1)?.value } };
    },
  },
};
