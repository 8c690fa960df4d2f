/**
 * A second process on the file store of the first: ten calls at once. Prints how many were answered.
 * @module
 */
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { aheadClock } from "./clock.ts";
import { simacan } from "./subjects.ts";

const [folder = "", ahead = "0"] = process.argv.slice(2);
const { call } = simacan.open({ clock: aheadClock(Number(ahead)), store: fileStore(folder) });
const answers = await Promise.all(Array.from({ length: 10 }, () => call()));
console.log(answers.filter(({ ok }) => ok).length);
