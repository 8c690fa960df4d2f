import { expect, expectTypeOf, test } from "vitest";
import { createApiClient, createSession, type ApiClient, type Failed, type Result, type Succeeded } from "../../src/index.ts";
import { retry } from "../../src/client/retry.ts";
import { chain, credentials, operations, servers } from "../wire/support/api.ts";

// The compiler is the test: `tsc` runs before vitest. Nothing in `never()` is run.
const never = (_: () => unknown): void => expect(_).toBeTypeOf("function");

interface Operation<Responses> {
  readonly parameters: { query?: { page?: number }; header?: never; path?: never; cookie?: never };
  readonly requestBody?: never;
  readonly responses: Responses;
}
interface Json<Body> {
  readonly headers: Record<string, unknown>;
  readonly content: { "application/json": Body };
}
interface Empty {
  readonly headers: Record<string, unknown>;
  readonly content?: never;
}
interface Paths {
  "/exports": {
    get: Operation<{
      200: { headers: Record<string, unknown>; content: { "text/csv": string } };
      202: Json<{ uri: string }>;
      204: Empty;
      404: Json<{ problem: string }>;
      410: Empty;
      422: Json<{ fields: string[] }>;
    }>;
  };
  "/ranges": { get: Operation<{ "2XX": Json<{ a: 1 }>; "4XX": Json<{ b: 2 }>; default: Json<{ c: 3 }> }> };
  "/hopeful": { get: Operation<{ 200: Json<{ a: 1 }> }> };
}
declare const client: ApiClient<Paths>;

test("a result is told apart by ok, and then by each documented status", () => {
  never(async () => {
    const result = await client.GET("/exports");
    expectTypeOf(result).toEqualTypeOf<
      Succeeded<200, string> | Succeeded<202, { uri: string }> | Succeeded<204, undefined> | Failed<404, { problem: string }> | Failed<410, undefined> | Failed<422, { fields: string[] }>
    >();
    if (result.ok) {
      expectTypeOf(result.data).toEqualTypeOf<string | { uri: string } | undefined>();
      if (result.status === 202) expectTypeOf(result.data).toEqualTypeOf<{ uri: string }>();
      return;
    }
    expectTypeOf(result.error).toEqualTypeOf<{ problem: string } | { fields: string[] } | undefined>();
    switch (result.status) {
      case 404:
        return expectTypeOf(result.error).toEqualTypeOf<{ problem: string }>();
      case 410:
        return expectTypeOf(result.error).toEqualTypeOf<undefined>();
      case 422:
        return expectTypeOf(result.error).toEqualTypeOf<{ fields: string[] }>();
      // @ts-expect-error no such status is documented
      case 418:
    }
  });
});

test("the parts of a result that were taken out are told apart too, by ok and status or by error as with openapi-fetch", () => {
  never(async () => {
    const { ok, status, data, error } = await client.GET("/exports", { params: { query: { page: 1 } } });
    if (ok) expectTypeOf(data).toEqualTypeOf<string | { uri: string } | undefined>();
    else if (status === 404) expectTypeOf(error).toEqualTypeOf<{ problem: string }>();
    const plain = await client.GET("/ranges");
    if (plain.error) expectTypeOf(plain.error).toEqualTypeOf<{ b: 2 } | { c: 3 }>();
    else expectTypeOf(plain.data).toEqualTypeOf<{ a: 1 }>();
  });
});

test("ranges and default have a status that is a number", () => {
  expectTypeOf<Result<Paths["/ranges"]["get"]>>().toEqualTypeOf<Succeeded<number, { a: 1 }> | Failed<number, { b: 2 }> | Failed<number, { c: 3 }>>();
});

test("an operation whose document knows no failure can fail: with an error of an unknown kind", () => {
  expectTypeOf<Result<Paths["/hopeful"]["get"]>>().toEqualTypeOf<Succeeded<200, { a: 1 }> | Failed<number, unknown>>();
});

test("parseAs changes the type of the data, not that of the error", () => {
  never(async () => {
    const result = await client.GET("/exports", { parseAs: "blob" });
    if (result.ok) expectTypeOf(result.data).toEqualTypeOf<Blob>();
    else if (result.status === 404) expectTypeOf(result.error).toEqualTypeOf<{ problem: string }>();
  });
});

test("timeout is ms and retry yes or no; a client takes what retry() makes", () => {
  never(() => {
    void client.GET("/exports", { timeout: 5_000, retry: true });
    void client.request("get", "/exports", { timeout: 5_000 });
    // @ts-expect-error ms are a number
    void client.GET("/exports", { timeout: "5s" });
    // @ts-expect-error yes or no
    void client.GET("/exports", { retry: 3 });
    const session = createSession(chain, { credentials });
    createApiClient<Paths>({ session, operations, servers, timeout: 5_000, retry: retry({ attempts: 3, cap: 20_000 }) });
    createApiClient<Paths>({ session, operations, servers, timeout: undefined, retry: false });
    // @ts-expect-error a client takes no number of attempts
    createApiClient<Paths>({ session, operations, servers, retry: 3 });
    // @ts-expect-error no such option
    retry({ attemps: 3 });
  });
});
