import { takeover } from "./takeover.ts";
const s = performance.now();
console.log(JSON.stringify(await takeover((process.argv[2] ?? "file") as any, 4, 4), undefined, 1), performance.now() - s);
