import { afterEach, beforeEach } from "vitest";
import { leak } from "./leak.ts";

const tap = Symbol.for("@freshkey-tools/canary");
let shown: string[] = [];

function look(where: string, thing: unknown): void {
  const line = leak(thing);
  if (line !== undefined) shown.push(`${where}: ${line.trim().slice(0, 200)}`);
}

(globalThis as Record<symbol, unknown>)[tap] = look;

const streams = [process.stdout, process.stderr];
const methods = ["debug", "error", "info", "log", "trace", "warn"] as const;

beforeEach(() => {
  shown = [];
  const restores: (() => void)[] = [];
  for (const method of methods) {
    const { [method]: own } = console;
    console[method] = (...all: unknown[]) => {
      for (const one of all) look(`console.${method}`, one);
      own.apply(console, all);
    };
    restores.push(() => void (console[method] = own));
  }
  for (const stream of streams) {
    const { write } = stream;
    stream.write = (chunk: string | Uint8Array, ...rest: never[]): boolean => {
      look("output", String(chunk));
      return write.call(stream, chunk, ...rest);
    };
    restores.push(() => void (stream.write = write));
  }
  return () => {
    for (const restore of restores) restore();
  };
});

afterEach(() => {
  const found = [...new Set(shown)];
  shown = [];
  if (found.length > 0) throw new Error(`A secret shows, in ${found.join("\nand in ")}`);
});
