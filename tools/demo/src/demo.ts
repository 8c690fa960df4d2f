import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAuthMock, type AuthMock } from "@freshkey/auth-mock";
import { listen } from "./listen.ts";
import { startBridge, type Bridge } from "./provider/server.ts";
import { createSite } from "./site.ts";

/** What a demo is started with. */
export interface DemoOptions {
  /** Who plays the other side: auth-mock, or a real OpenID provider. */
  readonly provider: "mock" | "oidc";
  /** Where the page is; 0 takes a free port. */
  readonly port?: number | undefined;
  /** Seconds that a token lives. */
  readonly life?: number | undefined;
}

/** A running demo. */
export interface Demo {
  /** Where the page is. */
  readonly url: string;
  /** The other side, by whoever plays it. */
  readonly mock?: AuthMock | undefined;
  readonly bridge?: Bridge | undefined;
  close(): Promise<void>;
}

/** Starts the page and its other side, both on 127.0.0.1. */
export async function startDemo({ provider, port = 0, life = 30 }: DemoOptions): Promise<Demo> {
  const place = await listen(port);
  const close: (() => Promise<void>)[] = [place.close];
  const end = async () => void (await Promise.all(close.map((one) => one())));
  try {
    const mock = provider === "mock" ? await startMock(place.url, life) : undefined;
    const bridge = provider === "oidc" ? await startBridge({ page: place.url, life }) : undefined;
    const other = mock ?? (bridge as Bridge);
    close.push(other.close);
    place.answerWith(await createSite({ api: other.url, other: mock ? "auth-mock" : "oidc-provider, a real OpenID provider, behind a bridge" }));
    return { url: `${place.url}/`, mock, bridge, close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The mock of the very document, but for the life of its tokens: an hour is long to look at. */
async function startMock(page: string, life: number): Promise<AuthMock> {
  const text = await readFile(new URL("../../../specs/twilio-flex.openapi.yaml", import.meta.url), "utf8");
  const folder = await mkdtemp(join(tmpdir(), "freshkey-demo-"));
  try {
    const spec = join(folder, "twilio-flex.openapi.yaml");
    await writeFile(spec, text.replaceAll("lifetime: PT1H", `lifetime: PT${life}S`));
    return await startAuthMock({ spec, allowOrigins: [page], signIn: "page" });
  } finally {
    await rm(folder, { recursive: true });
  }
}
