import { asPlanned, type Outgoing } from "../handle.ts";
import type { Effects } from "./effect.ts";

const page = "<!doctype html>\n<html><head><title>Gateway</title></head><body><h1>This is not the answer you wanted</h1></body></html>\n";

/** Faults of what an answer says. */
export const answerEffects: Effects<"status" | "html" | "redirect" | "retryAfter" | "contentType" | "dateSkew"> = {
  status: ({ status, headers = {}, body }) => ({ instead: () => asPlanned({ status, headers, body }) }),
  html: ({ status = 200 }) => ({ instead: () => asPlanned({ status, headers: { "content-type": "text/html; charset=utf-8" }, body: page }) }),
  redirect: ({ to, status = 307 }) => ({
    instead: ({ path, query }) => asPlanned({ status, headers: { location: `${new URL(to).origin}${path}${query === "" ? "" : `?${query}`}` } }),
  }),
  retryAfter: ({ value, status = 429 }) => ({ instead: () => asPlanned({ status, headers: { "retry-after": value } }) }),
  contentType: ({ type }) => ({ shape: (outgoing) => withHeader(outgoing, "content-type", type) }),
  dateSkew: ({ by }) => ({
    shape: (outgoing) => {
      const date = outgoing.headers.find(([name]) => name === "date")?.[1] ?? "";
      return withHeader(outgoing, "date", new Date(Date.parse(date) + by).toUTCString());
    },
  }),
};

/** Replaces a header, or takes it away. */
export function withHeader(outgoing: Outgoing, name: string, value: string | undefined): Outgoing {
  const others = outgoing.headers.filter(([other]) => other !== name);
  return { ...outgoing, headers: value === undefined ? others : [...others, [name, value]] };
}
