/** A file whose mutants must nearly all die: time, parsing, origins and the record. In percent. */
const strict = 95;
/** Every other file, in percent. */
const usual = 90;

const strictFiles = ["src/session/expiry.ts", "src/session/exchange.ts", "src/chain/wire.ts", "src/url.ts", "src/session/record.ts", "src/session/sound.ts"];

export const wanted = (file: string): number => (strictFiles.includes(file) ? strict : usual);

/** The files that `--strict` takes. */
export const strictOnly: readonly string[] = strictFiles;
