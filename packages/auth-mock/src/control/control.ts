import type { SpecDocument } from "../document.ts";
import { AuthMockError } from "../error.ts";
import { bodyLimit, type Outgoing } from "../handle.ts";
import { pageFile, pagePath } from "../inspector/page.ts";
import type { Incoming } from "../request.ts";
import { controlDocument } from "./document.ts";
import { createLooks } from "./looks.ts";
import { createMask } from "./mask.ts";
import { refuse, send } from "./reply.ts";
import type { Asked, Controls, Routes } from "./routes.ts";
import { createSteers } from "./steers.ts";

/** Answers what is sent to `/_mock`; undefined for everything else. Nothing of it stands in the journal. */
export function createControl(documents: readonly SpecDocument[], controls: Controls): (incoming: Incoming) => Outgoing | Promise<Outgoing> | undefined {
  for (const { file, operations } of documents) {
    const taken = [...operations.values()].find(({ path }) => isControl(path));
    if (taken) throw new AuthMockError(`${file}: the path ${taken.path} is kept for the control of the mock. Name it otherwise.`);
  }
  const mask = createMask(documents);
  controls.desk.hideBy(mask);
  const looks = createLooks(documents, controls, mask);
  const steers = createSteers(controls);
  const paths = [...new Set([...Object.keys(looks), ...Object.keys(steers)])];
  const routes: Routes = Object.fromEntries(paths.map((path) => [path, { ...looks[path], ...steers[path] }]));

  return ({ method, path: written, query, headers, body }) => {
    const path = written.replace(/^\/{2,}/, "/");
    if (!isControl(path)) return undefined;
    if (isForeign(headers) && !(path === pagePath && isVisit(headers))) return refuse(403, "A page of another origin may not steer this mock. Call it from a test or a shell.");
    const verb = method === "HEAD" ? "GET" : method;
    const bare = (outgoing: Outgoing): Outgoing => {
      if (method !== "HEAD") return outgoing;
      const { delivery: _delivery, ...head } = outgoing;
      return { ...head, body: "" };
    };
    if (verb === "GET" && path === "/_mock" && headers["accept"]?.includes("text/html")) return bare(send(307, "text/plain", "", [["location", pagePath]]));
    if (path.startsWith(`${pagePath}inspector/`)) return verb === "GET" ? pageFile(path).then(bare) : refuse(405, "Use GET here.", [["allow", "GET"]]);

    const [route, id] = Object.hasOwn(routes, path) ? [path, undefined] : [path.replace(/\/[^/]+$/, "/{id}"), path.split("/").at(-1)];
    const acts = Object.hasOwn(routes, route) ? routes[route] : undefined;
    if (!acts) return refuse(404, `There are: ${paths.join(", ")}.`);
    const act = Object.hasOwn(acts, verb) ? acts[verb] : undefined;
    if (!act) return refuse(405, `Use ${Object.keys(acts).join(" or ")} here.`, [["allow", Object.keys(acts).join(", ")]]);
    if (Buffer.byteLength(body) > bodyLimit) return refuse(413, "A body has at most 1 MiB here.");
    const read = method === "POST" ? readObject(body) : {};
    if (!read) return refuse(400, "The body is no JSON object.");
    const known = Object.keys(members[route] ?? {});
    if (!Object.keys(read).every((name) => known.includes(name))) return refuse(400, `The body has a member that is not known here. There are: ${known.join(", ")}.`);
    const asked: Asked = { query: new URLSearchParams(query), body: read, headers, id: Number(id) };
    const answered = act(asked);
    return answered instanceof Promise ? answered.then(bare) : bare(answered);
  };
}

/** What each body may have, as the API's own document says. */
const members: Readonly<Record<string, object | undefined>> = Object.fromEntries(
  Object.entries<any>(controlDocument.paths).map(([path, item]) => [path, item.post?.requestBody.content["application/json"].schema.properties]),
);

function isControl(path: string): boolean {
  return path === "/_mock" || path.startsWith("/_mock/");
}

/** A browser says for whom it calls: by Origin, and by Sec-Fetch-Site where it sends no Origin. */
function isForeign({ origin, host, "sec-fetch-site": site }: Incoming["headers"]): boolean {
  if (origin !== undefined && !/^https?:$/.test(URL.parse(origin)?.protocol ?? "")) return true;
  if (origin !== undefined && origin.toLowerCase().replace(/^https?:\/\//, "") !== host?.toLowerCase()) return true;
  return site !== undefined && site !== "same-origin" && site !== "none";
}

/** Somebody follows a link to the page. It holds no data itself, and no other page may frame or read it. */
function isVisit({ origin, "sec-fetch-mode": mode, "sec-fetch-dest": wanted }: Incoming["headers"]): boolean {
  return origin === undefined && mode === "navigate" && wanted === "document";
}

function readObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
