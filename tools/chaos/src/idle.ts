// A program with an open session and nothing left to do: on the machine's own clock, with the machine's own fetch.
import { createSession } from "@freshkey/auth-runtime";
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { chainOf, credentials } from "./writer/chain.ts";

const [url = "", root = ""] = process.argv.slice(2);
const session = createSession(chainOf("strict"), { credentials, server: url, store: fileStore(root) });
const token = await session.getToken();
process.on("exit", () => process.stdout.write(session.current() === token ? "held" : "lost"));
