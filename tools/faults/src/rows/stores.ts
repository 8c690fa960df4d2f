import type { Row } from "../row.ts";

const test = "tools/faults/test/stores.test.ts";

export const stores: readonly Row[] = [
  {
    id: "S1",
    test: "packages/auth-runtime/test/core/bad-records.test.ts",
    break: { file: "packages/auth-runtime/src/session/sound.ts", line: "(record.key ?? key) === key &&", becomes: "" },
  },
  {
    id: "S2",
    test,
    break: { file: "packages/auth-runtime/src/session/run.ts", line: "if (view.down && rotation) return undefined;", becomes: "" },
  },
  {
    id: "S3",
    test,
    break: {
      file: "packages/auth-runtime/src/stores/file/temporary.ts",
      line: "    // A folder that can only be read tells no time.\n    return undefined;",
      becomes: '    throw new Error("no time");',
    },
  },
  {
    id: "S4",
    test,
    break: { file: "packages/auth-runtime/src/stores/file.ts", line: "await write(join(temporary, id), JSON", becomes: "await write(pathOf(known.folder, number), JSON" },
  },
  {
    id: "S5",
    test,
    break: { file: "packages/auth-runtime/src/stores/file/place.ts", line: "if (mode & 0o077) throw", becomes: "if (mode & 0o007) throw" },
  },
  {
    id: "S6",
    test,
    break: { file: "packages/auth-runtime/src/stores/file/place.ts", line: "if (uid !== owner) throw", becomes: "if (false) throw" },
  },
  {
    id: "S7",
    test,
    break: { file: "packages/auth-runtime/src/stores/redis.ts", line: "      }, budget);", becomes: "      }, budget * 1000);" },
  },
  {
    id: "S8",
    test,
    break: { file: "packages/auth-runtime/src/session/run.ts", line: "if (!(await view.swap({ ...base, intent }))) return undefined;", becomes: "await view.swap({ ...base, intent });" },
  },
  {
    id: "S9",
    test: "packages/auth-runtime/test/core/intents.test.ts",
    break: { file: "packages/auth-runtime/src/session/record.ts", line: "if (found?.record?.writer === writer) return found.version;", becomes: "" },
  },
  {
    id: "S10",
    test: "packages/auth-runtime/test/core/bad-records.test.ts",
    break: { file: "packages/auth-runtime/src/session/record.ts", line: "newer = (record?.schema as number) > 1;", becomes: "newer = false;" },
  },
];
