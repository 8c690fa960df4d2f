import { describe, expect, test } from "vitest";
import { TokenEndpointError } from "../../src/index.ts";
import { askServer, redeemCode } from "../../src/sign-in/index.ts";
import { html, json, networkError } from "../support/stub.ts";
import { failure } from "../support/time.ts";
import { flow, interaction, openDesk } from "./support/flow.ts";

const question = { method: "GET", path: "/configurations/{account}", parameters: ({ credentials }: any) => ({ path: { account: credentials.account }, query: { active: true } }) };

describe("A question to one of the session's servers", () => {
  test("is answered with the JSON that comes back", async () => {
    const { session, api } = openDesk();
    api.on("/configurations", () => json({ client: 7 }));
    expect(await askServer(session, question)).toEqual({ client: 7 });
    expect(api.seen.map(({ method, url, headers }) => [method, url, headers.get("authorization")])).toEqual([["GET", "https://api.example.com/configurations/ac?active=true", null]]);
  });

  test.each([200, 201, 299])("is answered by %i", async (status) => {
    const { session, api } = openDesk();
    api.on("/configurations", () => json([status], { status }));
    expect(await askServer(session, question)).toEqual([status]);
  });

  test("carries the tokens that are held, and asks for none", async () => {
    const { session, api } = openDesk();
    await redeemCode(session, flow, interaction, "person");
    api.on("/info", () => json(true));
    const asked = { method: "POST", path: "/info", security: ["bearer"], body: ({ tokens }: any) => ({ token: tokens["ticket"] }) };
    expect(await askServer(session, asked)).toBe(true);
    expect([api.seen[1]?.headers.get("authorization"), api.seen[1]?.body]).toEqual(["Bearer canary-ticket-1", '{"token":"canary-ticket-1"}']);
    expect(await askServer(openDesk().session, asked)).toMatchObject({ person: "ada" });
    expect(api.paths()).toEqual(["/exchange", "/info"]);
  });

  test("may go to another of its servers", async () => {
    const { session, api } = openDesk();
    await askServer(session, { ...question, server: 1 });
    expect(api.seen[0]?.url).toBe("https://login.example.com/base/configurations/ac?active=true");
  });

  test.each([300, 302, 400, 401, 404, 500])("fails with %i, without what was answered", async (status) => {
    const { session, api } = openDesk();
    api.on("/configurations", () => json({ error: "canary" }, { status }));
    const error = await failure(askServer(session, question));
    expect(error).toBeInstanceOf(TokenEndpointError);
    expect(error).toMatchObject({ code: "unexpected_status", status, endpoint: "GET /configurations/{account}", message: `GET /configurations/{account}: answered ${status}.` });
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain("canary");
  });

  test.each([
    ["HTML", () => html()],
    ["half of it", () => new Response('{"canary":')],
    ["nothing", () => new Response(null, { status: 200 })],
  ])("fails when %s comes back for JSON", async (_, answer) => {
    const { session, api } = openDesk();
    api.on("/configurations", answer);
    const error = await failure(askServer(session, question));
    expect(error).toBeInstanceOf(TokenEndpointError);
    expect(error).toMatchObject({ code: "malformed_answer", status: 200, endpoint: "GET /configurations/{account}", message: "GET /configurations/{account}: answered 200 without JSON." });
    expect(error.cause).toBeUndefined();
  });

  test("fails when the network does", async () => {
    const { session, api } = openDesk();
    api.on("/configurations", () => networkError("ECONNREFUSED"));
    expect(await failure(askServer(session, question))).toMatchObject({
      code: "network",
      endpoint: "GET /configurations/{account}",
      message: "GET /configurations/{account}: no connection (ECONNREFUSED).",
    });
  });

  test("needs a session that createSession made", async () => {
    expect(await failure(askServer({ ...openDesk().session }, question))).toBeInstanceOf(TypeError);
  });
});
