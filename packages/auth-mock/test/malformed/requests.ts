/** Numbers from 0 to 1, always the same ones for a seed. */
export function createChance(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4_294_967_296;
  };
}

type Chance = () => number;

const methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH", "CONNECT", "PRI", "get", "BREW", "G\0T", ""];
const targets = [
  ...["/login", "/notes", "/broken", "/refresh", "/accounts/a/tokens", "/_mock/ready", "/_mock/journal?limit=5", "/_mock/advance", "/_mock/respond-once", "/", "//", "*", ""],
  ...["/%zz", "/%E0%A4%A", "/notes?tag=%", "/notes?tag=blue&tag=red&tag[]=x", "/accounts/%2e%2e%2f/tokens", "/notes?__proto__=1&constructor[prototype]=2", "/\0", "/é", "/a b", "/#x", "/..\\..\\x"],
  ...["http://127.0.0.1/notes", "http://other.example/notes", "http://", "https://[::1", "127.0.0.1:443", `/${"a/".repeat(500)}`, `/${"%41".repeat(6_000)}`],
];
const versions = ["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "http/1.1", "HTTP/1.1 ", ""];
const headers = [
  ...["Content-Length: 0", "Content-Length: 5", "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: 0x10", "Content-Length: 2, 2", "Transfer-Encoding: chunked"],
  ...[
    "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: identity",
    "Transfer-Encoding : chunked",
    "Connection: close",
    "Connection: keep-alive, upgrade",
    "Upgrade: h2c",
    "Expect: 100-continue",
    "Expect: tea",
  ],
  ...[
    "Content-Type: application/json",
    "Content-Type: application/x-www-form-urlencoded",
    "Content-Type: multipart/form-data",
    "Content-Type: text/plain; charset=utf-99",
    "Content-Type: \u00ff",
    "Content-Type: a/b/c;;;=",
    "Accept: */*;q=x",
  ],
  ...[
    "Authorization: Bearer",
    "Authorization: Basic %%%",
    "Authorization: bearer fake-token",
    "Cookie: a=b; =; ;;__proto__=1",
    `Cookie: ${"c=1;".repeat(1_000)}`,
    "Host: other.example",
    "Host:",
    "Host: [::",
    "Origin: null",
    "Prefer: code=999, example=__proto__",
  ],
  ...[
    "__proto__: x",
    "constructor: y",
    ": nameless",
    "no colon",
    " folded",
    "X-Nul: a\0b",
    "X-Lf: a\nX-B: c",
    `X-Big: ${"b".repeat(9_000)}`,
    `X-Big: ${"b".repeat(20_000)}`,
    "Range: bytes=0-",
    "Trailer: X-T",
    "X-Ünïcode: ✓",
  ],
];
const bodies = [
  ...["", "{", "{}", "null", "[]", '"', '{"key":"key-1","secret":"fake"}', '{"__proto__":{"a":1}}', '{"key":{"key":[[[[]]]]}}', `${"[".repeat(5_000)}`, '{"key":"\\ud800"}', "\u0000", "\xff\xfe"],
  ...[
    "refresh=fake",
    "refresh=%zz&refresh=&=&&",
    "a[b][c]=1&__proto__[x]=1",
    "5\r\nhello\r\n0\r\n\r\n",
    "zz\r\nhello\r\n",
    "5\r\nhel",
    "FFFFFFFFFFFFFFFFFF\r\n",
    "0\r\nX-T: 1\r\n\r\n",
    "-1\r\n\r\n",
    "x".repeat(70_000),
  ],
];

/** Bytes for one connection: most are no HTTP request, some are one that is odd. */
export function makeBytes(chance: Chance): Buffer {
  const kind = chance();
  if (kind < 0.04) return noise(chance, 1 + Math.floor(chance() * 2_000));
  if (kind < 0.06) return Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), noise(chance, 50)]);
  const whole = Buffer.concat(Array.from({ length: chance() < 0.2 ? 1 + Math.floor(chance() * 5) : 1 }, () => request(chance)));
  return kind < 0.7 ? whole : damage(chance, whole);
}

/** Mostly what a client would send; at each place something odd with this chance. */
const odd = 0.12;

function request(chance: Chance): Buffer {
  const isOdd = (): boolean => chance() < odd;
  const method = isOdd() ? pick(chance, methods) : pick(chance, ["GET", "POST"]);
  const lines = [`${method} ${isOdd() ? pick(chance, targets) : pick(chance, targets.slice(0, 9))} ${isOdd() ? pick(chance, versions) : "HTTP/1.1"}`];
  if (!isOdd()) lines.push("Host: 127.0.0.1");
  const body = method === "GET" ? "" : pick(chance, bodies);
  if (!isOdd()) lines.push(`Content-Length: ${Buffer.byteLength(body, "latin1")}`);
  if (chance() < 0.7) lines.push(chance() < 0.7 ? "Content-Type: application/json" : "Content-Type: application/x-www-form-urlencoded");
  for (let count = Math.floor(chance() * 6) - 3; count > 0; count -= 1) lines.push(pick(chance, headers));
  if (chance() < 0.02) for (let count = 0; count < 1_500; count += 1) lines.push(`X-${count}: 1`);
  return Buffer.from(`${lines.join(isOdd() ? "\n" : "\r\n")}\r\n\r\n${body}`, chance() < 0.9 ? "latin1" : "utf8");
}

function damage(chance: Chance, bytes: Buffer): Buffer {
  let damaged = bytes;
  for (let count = 1 + Math.floor(chance() * 4); count > 0; count -= 1) {
    const at = Math.floor(chance() * damaged.length);
    const length = 1 + Math.floor(chance() * 20);
    const [before, after, beyond] = [damaged.subarray(0, at), damaged.subarray(at), damaged.subarray(at + length)];
    const way = chance();
    if (way < 0.2) damaged = before;
    else if (way < 0.4) damaged = Buffer.concat([before, beyond]);
    else if (way < 0.6) damaged = Buffer.concat([before, noise(chance, length), after]);
    else if (way < 0.8) damaged = Buffer.concat([before, noise(chance, length), beyond]);
    else damaged = Buffer.concat([damaged.subarray(0, at + length), after]);
  }
  return damaged;
}

function noise(chance: Chance, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(chance() * 256)));
}

function pick(chance: Chance, from: readonly string[]): string {
  return from[Math.floor(chance() * from.length)] ?? "";
}
