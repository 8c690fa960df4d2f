import type { Page } from "./browser.ts";
import type { Tab } from "./tab.ts";

/** A tab's methods, called from here. */
export type Remote = { readonly [Name in keyof Tab]: (...all: Parameters<Tab[Name]>) => Promise<Awaited<ReturnType<Tab[Name]>>> };

export const remote = (page: Page): Remote =>
  new Proxy({} as Remote, {
    get:
      (_, name) =>
      async (...all: readonly unknown[]) =>
        page.evaluate(`tab.${String(name)}(${all.map((one) => JSON.stringify(one)).join()})`),
  });
