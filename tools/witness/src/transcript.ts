/** A line of a transcript that must hold: where it stands and what it says. */
export interface Line {
  readonly line: number;
  readonly text: string;
}

/** One request as the vendor's page prints it. Texts may hold `{{placeholders}}`. */
export interface ExpectedRequest {
  readonly line: number;
  readonly method: string;
  /** Name of a `server` line; the target starts with `{{that name}}`. */
  readonly server: string;
  /** Path and query behind the server's base URL. */
  readonly path: string;
  /** Headers that must be there, once, with this very value. Names in lower case. */
  readonly headers: readonly (Line & { readonly name: string })[];
  /** Headers that must not be there. Names in lower case. */
  readonly absent: readonly (Line & { readonly name: string })[];
  /** Absent: no body may come. `any`: the witness does not judge it (but no secret may be in it). */
  readonly body?: Line | "any";
}

/** The answer that the vendor documents. */
export interface ExpectedAnswer {
  readonly line: number;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** A request, its answer, and the comment lines above them that say where they come from. */
export interface Exchange {
  readonly sources: readonly string[];
  readonly request: ExpectedRequest;
  readonly answer: ExpectedAnswer;
}

/** One scene of a transcript file: exchanges in the order in which they must come. */
export interface Transcript {
  /** `transcripts/simacan.http` */
  readonly file: string;
  readonly scene: string;
  /** The vendor's base URLs, by name. Any of a name's URLs will do. */
  readonly servers: Readonly<Record<string, readonly string[]>>;
  /** Fake credentials and ids that the requests are written with. */
  readonly given: Readonly<Record<string, string>>;
  /** Values that may appear only where a request lists them. */
  readonly secrets: readonly Line[];
  readonly exchanges: readonly Exchange[];
}

interface Draft {
  line: number;
  start: string;
  headers: (Line & { name: string })[];
  absent: (Line & { name: string })[];
  body?: Line;
}

interface Scene {
  scene: string;
  servers: Record<string, readonly string[]>;
  given: Record<string, string>;
  secrets: Line[];
  exchanges: Exchange[];
}

/**
 * Reads the scenes of a transcript file. The format is in the README.
 *
 * @throws Error `file:line: what is wrong` when a line cannot be read.
 * @example
 * const [scene] = parseTranscripts(text, "transcripts/simacan.http");
 */
export function parseTranscripts(text: string, file: string): readonly Transcript[] {
  const shared: Scene = { scene: "", servers: {}, given: {}, secrets: [], exchanges: [] };
  const scenes: Scene[] = [];
  let current = shared;
  let sources: string[] = [];
  let request: Draft | undefined;
  let answer: Draft | undefined;

  const fail = (line: number, message: string): never => {
    throw new Error(`${file}:${line}: ${message}`);
  };
  const finish = (): void => {
    if (request && !answer) fail(request.line, "a request without an answer: add lines that start with <");
    if (request && answer) {
      const exchange = { sources, request: toRequest(request, current, fail), answer: toAnswer(answer, fail) };
      current.exchanges.push(exchange);
      sources = [];
    }
    request = answer = undefined;
  };

  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    if (raw === "") continue;
    if (raw.startsWith("=== ")) {
      finish();
      sources = [];
      const { servers, given, secrets } = shared;
      current = { scene: raw.slice(4), servers: { ...servers }, given: { ...given }, secrets: [...secrets], exchanges: [] };
      if (scenes.some(({ scene }) => scene === current.scene)) fail(line, "a second scene of that name");
      scenes.push(current);
    } else if (raw.startsWith("#")) {
      if (answer) finish();
      sources.push(raw.slice(1).trim());
    } else if (raw.startsWith(">")) {
      if (answer) finish();
      if (current === shared) fail(line, "a request before the first scene: start one with === name");
      request = add(request, raw, line, fail);
    } else if (raw.startsWith("! ")) {
      if (!request || answer) fail(line, "! belongs to a request: put it below its > lines");
      for (const name of raw.slice(2).split(",")) request?.absent.push({ line, name: name.trim().toLowerCase(), text: "" });
    } else if (raw.startsWith("<")) {
      if (!request) fail(line, "an answer without a request");
      answer = add(answer, raw, line, fail);
    } else {
      finish();
      declare(current, raw, line, fail);
      sources = [];
    }
  }
  finish();
  return scenes.map((scene) => ({ file, ...scene }));
}

type Fail = (line: number, message: string) => never;

function add(draft: Draft | undefined, raw: string, line: number, fail: Fail): Draft {
  const text = raw.slice(1).replace(/^ /, "");
  if (!draft) return { line, start: text, headers: [], absent: [] };
  if (draft.body) draft.body = draft.body.text === "" ? { line, text } : { ...draft.body, text: `${draft.body.text}\n${text}` };
  else if (text === "") draft.body = { line, text };
  else {
    const [, name, value] = /^([\w-]+): (.+)$/.exec(text) ?? fail(line, "neither a header (name: value) nor an empty line before the body");
    draft.headers.push({ line, name: String(name).toLowerCase(), text: String(value) });
  }
  return draft;
}

function declare(scene: Scene, raw: string, line: number, fail: Fail): void {
  const [, word, rest = ""] = /^(server|given|secret) (.+)$/.exec(raw) ?? fail(line, `cannot read "${raw}"`);
  if (word === "secret") {
    scene.secrets.push({ line, text: rest });
    return;
  }
  const [, name = "", value = ""] = /^([\w-]+): (.+)$/.exec(rest) ?? fail(line, `write "${word} name: value"`);
  if (word === "given") scene.given[name] = value;
  else scene.servers[name] = value.split(" | ");
}

function toRequest(draft: Draft, scene: Scene, fail: Fail): ExpectedRequest {
  const [, method = "", server = "", path = ""] = /^([A-Z]+) \{\{([\w-]+)\}\}(\/\S*)$/.exec(draft.start) ?? fail(draft.line, "write METHOD {{server}}/path");
  if (!scene.servers[server]) fail(draft.line, `no "server ${server}:" line above`);
  const { line, headers, absent, body } = draft;
  const both = absent.find(({ name }) => headers.some((header) => header.name === name));
  if (both) fail(both.line, `${both.name} cannot be both there and absent`);
  return { line, method, server, path, headers, absent, ...(body && { body: body.text === "{{any}}" ? "any" : body }) };
}

function toAnswer(draft: Draft, fail: Fail): ExpectedAnswer {
  const status = /^\d{3}$/.test(draft.start) ? Number(draft.start) : fail(draft.line, "an answer starts with its status");
  if (draft.absent.length > 0) fail(draft.line, "an answer has no absent headers");
  return { line: draft.line, status, headers: draft.headers.map(({ name, text }) => [name, text]), body: draft.body?.text ?? "" };
}
