// A program with an open session and nothing left to do: on the machine's own clock, with the machine's own fetch.
import { fileStore } from "@freshkey/auth-runtime/stores/file";
import { createSimacanSession } from "@freshkey/simacan";

const [url = "", root = ""] = process.argv.slice(2);
const session = createSimacanSession({ credentials: { username: "ada", password: "canary-password" }, server: url, store: fileStore(root) });
const token = await session.getToken();
process.on("exit", () => process.stdout.write(session.current() === token ? "held" : "lost"));
