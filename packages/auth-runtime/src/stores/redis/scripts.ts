/** A script, known to the server by its hash once it was run. */
export interface Script {
  readonly text: string;
  hash?: Promise<string>;
}

/** A key of another type is foreign: like none. */
const head = `local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.pcall("HMGET", KEYS[1], "version", "schema", "record", "at")
local foreign = held.err
if foreign then held = {} end
`;

/** Gives the server's time; of a record that is there: version, record and age too. */
export const loading: Script = {
  text: `${head}if not held[1] then return {now} end
return {now, held[1], held[3] or "", now - (tonumber(held[4]) or now)}`,
};

/**
 * ARGV: the expected version or "", the new one, the record, its schema, ttl or 0, the server's time when it is too late or 0.
 * Gives the server's time, and 1 won, 0 lost, -1 too late, -2 a newer schema is there.
 * A client that reconnects may send it twice: the own version there means that it was won.
 * Publishing may be forbidden: that must not undo what was won.
 */
export const swapping: Script = {
  text: `${head}if held[1] == ARGV[2] then return {now, 1} end
if tonumber(ARGV[6]) > 0 and now > tonumber(ARGV[6]) then return {now, -1} end
if (held[1] or "") ~= ARGV[1] then return {now, 0} end
if (tonumber(held[2]) or 0) > tonumber(ARGV[4]) then return {now, -2} end
if foreign then redis.call("DEL", KEYS[1]) end
redis.call("HSET", KEYS[1], "version", ARGV[2], "schema", ARGV[4], "record", ARGV[3], "at", string.format("%.0f", now))
if tonumber(ARGV[5]) > 0 then redis.call("PEXPIRE", KEYS[1], ARGV[5]) else redis.call("PERSIST", KEYS[1]) end
redis.pcall("PUBLISH", KEYS[1], ARGV[2])
return {now, 1}`,
};

export const digest = async (kind: "SHA-1" | "SHA-256", text: string): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest(kind, new TextEncoder().encode(text))), (byte) => byte.toString(16).padStart(2, "0")).join("");
