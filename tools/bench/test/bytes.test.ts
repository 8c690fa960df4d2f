import { describe, expect, test } from "vitest";
import ceilings from "../ceilings.json" with { type: "json" };
import { apps } from "../src/apps.ts";
import { shares } from "../src/bundle.ts";
import { measure } from "../src/bytes.ts";

const bytes: Readonly<Record<string, { readonly max: number; readonly reason: string }>> = ceilings.bytes;

describe("bytes", async () => {
  const measured = await measure();

  test("every bundle has a ceiling, and every ceiling a bundle and a reason", () => {
    expect(Object.keys(bytes).sort()).toEqual(measured.map(({ name }) => name).sort());
    for (const { reason } of Object.values(bytes)) expect(reason).toMatch(/\w{3,}.*\.$/);
  });

  test.each(measured.map(({ name, gzip, beyond = gzip }) => ({ name, size: beyond })))("the app of $name stays under its ceiling", ({ name, size }) => {
    expect(size).toBeLessThanOrEqual(bytes[name]?.max ?? 0);
  });

  test.each(apps.filter(({ isClient }) => isClient))("the app of $name holds openapi-fetch, the runtime and the client, and nothing else", async (app) => {
    const files = (await shares(app, false)).map(({ file }) => file);
    const allowed = new RegExp(`^(openapi-fetch/|packages/auth-runtime/src/|packages/${app.name}/src/|${app.name}\\.app\\.js$)`);
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
    expect(files).toContain("packages/auth-runtime/src/session/session.ts");
  });

  test("stores cost nothing unless they are imported", async () => {
    const files = (await Promise.all(apps.map((app) => shares(app, false)))).flat().map(({ file }) => file);
    expect(new Set(files.filter((file) => file.includes("/stores/")))).toEqual(new Set(["packages/auth-runtime/src/stores/memory.ts"]));
  });
});
