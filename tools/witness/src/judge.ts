import type { ExpectedRequest, Transcript } from "./transcript.ts";

/** Where a client and the vendor's page differ. */
export interface Mismatch {
  /** `transcripts/simacan.http` */
  readonly file: string;
  readonly line: number;
  /** `transcripts/simacan.http:12: body is "…", the vendor's page says "…"` */
  readonly message: string;
}

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query; with the origin in front when it came through the replay's `fetch`. */
  readonly target: string;
  /** Names in lower case, every header as often as it came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

type Fill = (text: string) => string;

/** Compares a request with the one that is due. An empty list: they agree. */
export function judge(transcript: Transcript, due: ExpectedRequest, seen: SeenRequest, fill: Fill): readonly Mismatch[] {
  const found: Mismatch[] = [];
  const differ = (line: number, message: string): void => void found.push(mismatch(transcript, line, message));
  const targets = targetsOf(transcript, due, seen, fill);
  if (seen.method !== due.method || !targets.includes(seen.target)) {
    differ(due.line, `the request is ${seen.method} ${seen.target}, the vendor's page says ${due.method} ${targets.join(" or ")}`);
    return found;
  }
  for (const { line, name, text } of due.headers) {
    const values = seen.headers.filter(([other]) => other === name).map(([, value]) => value);
    const wanted = fill(text);
    if (values.length === 0) differ(line, `header ${name} is missing, the vendor's page says ${quote(wanted)}`);
    else if (values.length > 1) differ(line, `header ${name} came ${values.length} times`);
    else if (!sameHeader(name, values[0] ?? "", wanted)) differ(line, `header ${name} is ${quote(values[0] ?? "")}, the vendor's page says ${quote(wanted)}`);
  }
  const absent = new Set<string>();
  for (const { line, name } of due.absent) {
    if (!seen.headers.some(([other]) => other === name)) continue;
    absent.add(name);
    differ(line, `header ${name} has no place in this request`);
  }
  for (const [name, value] of seen.headers) {
    if (absent.has(name) || due.headers.some((header) => header.name === name)) continue;
    const secret = secretIn(transcript, value, fill);
    if (secret) differ(due.line, `header ${name} carries the secret of line ${secret} outside its place`);
  }
  if (due.body === "any") {
    const secret = secretIn(transcript, seen.body, fill);
    if (secret) differ(due.line, `the body carries the secret of line ${secret} outside its place`);
  } else {
    const wanted = due.body ? fill(due.body.text) : "";
    if (seen.body !== wanted) differ(due.body?.line ?? due.line, `body is ${quote(seen.body)}, the vendor's page says ${quote(wanted)}`);
  }
  return found;
}

/** A mismatch with its message in the form `file:line: what differs`. */
export function mismatch({ file }: Transcript, line: number, message: string): Mismatch {
  return { file, line, message: `${file}:${line}: ${message}` };
}

function targetsOf(transcript: Transcript, due: ExpectedRequest, seen: SeenRequest, fill: Fill): readonly string[] {
  const path = fill(due.path);
  return seen.target.startsWith("/") ? [path] : (transcript.servers[due.server] ?? []).map((base) => `${base}${path}`);
}

// Every fetch adds the charset to a form body by itself, and servers know it.
function sameHeader(name: string, value: string, wanted: string): boolean {
  return value === wanted || (name === "content-type" && value.replace(/; ?charset=utf-8$/i, "") === wanted);
}

function secretIn(transcript: Transcript, text: string, fill: Fill): number | undefined {
  const disguises = [text, unescaped(text), ...text.split(" ").map((word) => Buffer.from(word, "base64").toString())];
  return transcript.secrets.find((secret) => disguises.some((form) => form.includes(fill(secret.text))))?.line;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function quote(text: string): string {
  return text === "" ? "empty" : `"${text}"`;
}
