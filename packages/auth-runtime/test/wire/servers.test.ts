import { expect, test } from "vitest";
import { createSession, staticSession } from "../../src/index.ts";
import { chain, credentials } from "./support/api.ts";

const unknown = (servers: typeof chain.servers) => {
  try {
    createSession({ ...chain, servers }, { credentials, server: "stagin" });
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
};

test("the message about an unknown server says what can be given: the environments, or region and edge", () => {
  expect(unknown(chain.servers)).toBe("Unknown server: give production, staging or a URL.");
  expect(unknown([({ region }) => `https://api.${region}.example.com`])).toBe("Unknown server: give { region, edge } or a URL.");
});

test.each(["ftp://api.example.com/https:", "ftp://api.example.com/http://localhost/", "ws://api.example.com/http://127.0.0.1/", "file:///https:"])(
  "%s is no origin that a token may be given to: what a URL begins with counts",
  (origin) => {
    expect(() => staticSession("canary-static", { origins: [origin] })).toThrow(expect.objectContaining({ name: "AuthError", code: "insecure_server" }));
  },
);
