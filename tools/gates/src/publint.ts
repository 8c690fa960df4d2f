import { publint as lint } from "publint";
import { formatMessage } from "publint/utils";
import { command, count, type Gate } from "./gate.ts";
import { tarballsOf } from "./parts/tarballs.ts";

/** publint, strict, on the tarballs that would be published. */
export const publint: Gate = {
  name: "publint",
  keeps: "package.json of a published package says what is in the tarball",
  check: async (house) => {
    const tarballs = await tarballsOf(house);
    const mistakes: string[] = [];
    for (const {
      package: { folder },
      bytes,
    } of tarballs) {
      const { messages, pkg } = await lint({ strict: true, pack: { tarball: bytes.buffer } });
      for (const message of messages) {
        const text = (formatMessage(message, pkg, { color: false }) ?? message.code).replace(/\s+/g, " ");
        mistakes.push(`${folder}/package.json  ${text} (${message.code}); correct the manifest, or build what it names`);
      }
    }
    return { mistakes, seen: count(tarballs.length, "tarball") };
  },
};

if (import.meta.main) await command(publint);
