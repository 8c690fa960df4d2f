import { crash } from "./crash.ts";
const [kills = "20", kind = "file", rotation = "strict", restarts = "0", stray = "0", seed = "1"] = process.argv.slice(2);
const s = performance.now();
console.log(JSON.stringify(await crash({ kind, rotation, kills: +kills, seed: +seed, restarts: +restarts, stray: +stray, tell: console.log } as any), undefined, 1), performance.now() - s);
