import { below, chance, type Dice } from "../dice.ts";
import type { Server } from "./server.ts";
import type { Body, World } from "./world.ts";

/** What becomes of one request to a token endpoint. */
export type WireFault = "unsent" | "reset before" | "reset after" | "500 before" | "500 after" | "html after" | "empty after" | "hangs" | "cut" | undefined;

/** After these the vendor may have done it, and its answer is lost. */
export const maybeSent: readonly WireFault[] = ["reset before", "reset after", "500 before", "500 after", "html after", "empty after", "hangs", "cut"];

const failed = (code: string) => new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });

/** The part of a `Response` that is read, without the platform's streams: those would bring turns that no schedule decides. */
export function answerOf(status: number, text: string, type = "application/json", more: Record<string, string> = {}): Response {
  let parts = [text];
  const body = {
    getReader: () => ({ read: async () => ({ done: parts.length === 0, value: new TextEncoder().encode(parts.splice(0).join("")) }), cancel: async () => {} }),
    cancel: async () => {
      parts = [];
    },
  };
  return { status, ok: status < 300, type: "basic", headers: new Headers({ "content-type": type, ...more }), body } as unknown as Response;
}

/** The network between a process and the vendor: a request travels, is judged, and its answer travels back. */
export function wireOf(world: World, body: Body, server: Server, fault: (path: string) => WireFault, roll: Dice): typeof fetch {
  return (input, init) =>
    new Promise<Response>((resolve, reject) => {
      const path = new URL(String(input)).pathname;
      const meant = fault(path);
      init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      const say = (what: string, run: () => void) => world.later(`${path} ${what}`, body, run, 8000);
      if (meant === "unsent") return say("refused", () => reject(failed("ECONNREFUSED")));
      world.later(
        `${path} of ${body.name} judged${meant ? ` (${meant})` : ""}`,
        undefined,
        () => {
          if (meant === "reset before") return say("reset", () => reject(failed("ECONNRESET")));
          if (meant === "500 before") return say("500", () => resolve(answerOf(500, "")));
          if (meant === "hangs" && chance(roll, 0.5)) return;
          const [status, answer] = server.grant(path, JSON.parse(String(init?.body)));
          const text = JSON.stringify(answer);
          if (meant === "hangs") return;
          if (meant === "reset after") return say("reset", () => reject(failed("UND_ERR_SOCKET")));
          if (meant === "500 after") return say("500", () => resolve(answerOf(502, "<html>", "text/html")));
          if (meant === "html after") return say("html", () => resolve(answerOf(200, "<html>", "text/html")));
          if (meant === "empty after") return say("empty", () => resolve(answerOf(200, "{}")));
          if (meant === "cut") return say("cut", () => resolve(answerOf(200, text.slice(0, text.length / 2))));
          say(`${status}`, () => resolve(answerOf(status, text, "application/json", status === 429 ? { "retry-after": `${1 + below(roll, 50)}` } : {})));
        },
        2000,
      );
    });
}
