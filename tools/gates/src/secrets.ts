import { command, count, type Gate } from "./gate.ts";
import { linesOf } from "./parts/lines.ts";

interface Shape {
  readonly what: string;
  readonly pattern: RegExp;
  /** Whether somebody who sees it knows at once that it opens nothing. */
  readonly isFake: (found: string) => boolean;
}

const never = (): boolean => false;
const saysFake = (text: string): boolean => /fake|example|secret-of-nobody/i.test(text);

const shapes: readonly Shape[] = [
  { what: "a JWT", pattern: /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, isFake: (jwt) => saysFake(jwt) || jwt.split(".").some((part) => saysFake(Buffer.from(part, "base64url").toString("latin1"))) },
  { what: "a private key", pattern: /-{5}BEGIN [A-Z ]*PRIVATE KEY/g, isFake: never },
  {
    what: "a key of a cloud",
    pattern: /\b(?:A[KS]IA[0-9A-Z]{16}|AIza[\w-]{35}|gh[pousr]_\w{30,}|github_pat_\w{20,}|glpat-[\w-]{20}|npm_\w{36}|xox[abprs]-[\w-]{10,}|[rs]k_live_\w{10,}|SG\.[\w-]{20,}\.[\w-]{20,})/g,
    isFake: never,
  },
  { what: "a Twilio identifier", pattern: /\b[A-Z]{2}[0-9a-f]{32}\b/g, isFake: (sid) => isPattern(sid.slice(2)) },
  { what: "a hexadecimal key", pattern: /(?<![\w-])[0-9a-f]{32,}(?![\w-])/gi, isFake: isPattern },
  {
    what: "a key",
    pattern: /(?<![\w/+.-])(?=[\w+/-]*\d[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[A-Za-z0-9_+-]{32,}={0,2}(?![\w/.-])/g,
    isFake: (text) => saysFake(text) || saysFake(Buffer.from(text, "base64").toString("latin1")) || !isRandom(text),
  },
];

/** Every secret in a fixture is unmistakably fake: who finds one must not have to ask. */
export const secrets: Gate = {
  name: "secrets",
  keeps: "nothing in a file looks like a secret that could be real",
  check: async (house) => {
    const mistakes: string[] = [];
    for (const { file, number, text } of linesOf(house)) {
      // A workflow pins actions by commit.
      const line = file.startsWith(".github/workflows/") ? text.replace(/@[0-9a-f]{40}\b/g, "") : text;
      for (const { what, pattern, isFake } of shapes) {
        const found = [...line.matchAll(pattern)].some(([one]) => !isFake(one));
        if (!found) continue;
        // The text itself is not printed: a log is read by more people than a repository.
        mistakes.push(`${file}:${number}  has what looks like ${what}; if it is real, revoke it now; else write one that says \`fake\``);
        break;
      }
    }
    return { mistakes, seen: count(house.files.length, "file") };
  },
};

/** Digits in order or few different ones: 0123456789abcdef…, 0000…, 1111222…. */
function isPattern(hex: string): boolean {
  return new Set(hex.toLowerCase()).size <= 6 || /^(?:0123456789abcdef|fedcba9876543210)+/i.test(hex);
}

/** Words and numbers mix letters seldom; a key changes its kind of character all the time. */
function isRandom(text: string): boolean {
  const kind = (char: string): string => (/\d/.test(char) ? "digit" : /[a-z]/.test(char) ? "lower" : /[A-Z]/.test(char) ? "upper" : "sign");
  const changes = [...text].filter((char, index) => index > 0 && kind(char) !== kind(text[index - 1] ?? "")).length;
  return changes / text.length > 0.35;
}

if (import.meta.main) await command(secrets);
