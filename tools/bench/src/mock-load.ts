import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";

/** One request, as literal as a client sends it. */
export interface Shot {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface LoadOrder {
  readonly url: string;
  readonly shot: Shot;
  readonly connections: number;
  readonly ms: number;
}

/** What one round of load saw. `wrong`: answers that were not 200. */
export interface Load {
  readonly perSecond: number;
  readonly wrong: number;
}

export const loadProgram: string = fileURLToPath(import.meta.url);

export function send(agent: Agent, url: string, { method, path, headers, body }: Shot): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const outgoing = request(url + path, { method, agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => (text += part));
      answer.on("end", () => done({ status: answer.statusCode ?? 0, text }));
      answer.on("error", fail);
    });
    outgoing.on("error", fail);
    outgoing.end(body);
  });
}

async function load({ url, shot, connections, ms }: LoadOrder): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const began = performance.now();
  let count = 0;
  let wrong = 0;
  const work = async (): Promise<void> => {
    while (performance.now() - began < ms) {
      const { status } = await send(agent, url, shot);
      count += 1;
      if (status !== 200) wrong += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  const took = performance.now() - began;
  agent.destroy();
  return { perSecond: (count / took) * 1000, wrong };
}

if (process.argv[1] === loadProgram) {
  // A process of its own, the same for whatever is measured.
  process.on("message", (order: LoadOrder) => void load(order).then((seen) => process.send?.(seen)));
  process.on("disconnect", () => process.exit());
}
