import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { changesets } from "../src/changesets.ts";
import { machine } from "../src/machine.ts";
import { secrets } from "../src/secrets.ts";
import { newMistakes, scratch } from "./scratch.ts";

const simacan = "packages/simacan";
const file = `${simacan}/more.md`;
// Put together here, so that this file has none itself.
const [home, upper] = [["", "home", "somebody", "code"].join("/"), ["C:", "Users", "x"].join("\\")];
const base64 = (text: string): string => Buffer.from(text).toString("base64url");

describe("Nothing of a machine is committed:", () => {
  test.each([
    ["a path", `see ${home}`],
    ["a path in quotes", `"${home}/x.ts"`],
    ["a path of Windows", upper],
    ["a file URL", `file://${home}`],
    ["a temporary folder", `cd ${["", "tmp", "x1"].join("/")}`],
    ["a registry", `https:${"//"}registry.example.com/a`],
    ["a scoped registry", `@freshkey:registry=http:${"//"}packages.npmmirror.test/`],
  ])("%s is refused, in a file that git does not know yet", async (_, text) => {
    const copy = scratch(simacan);
    expect(await newMistakes(copy, machine, () => copy.write(file, `one\n${text}\n`))).toEqual([
      expect.stringMatching(/^packages\/simacan\/more\.md:2 {2}(has a path or host|names a package registry)/),
    ]);
  });

  test("the folder of the house itself and its neighbours are refused", async () => {
    const copy = scratch(simacan);
    expect(await newMistakes(copy, machine, () => copy.write(file, `in ${copy.root}\n`))).toHaveLength(1);
  });

  test.each([`POST /v4/Instances/{sid}/Users/Provision`, `http:${"//"}127.0.0.1:4873/registry`, `the registry of npm`, `GET https://api.example.com/home/orders`])(
    "what only looks like it is let through: %s",
    async (text) => {
      const copy = scratch(simacan);
      expect(await newMistakes(copy, machine, () => copy.write(file, `${text}\n`))).toEqual([]);
    },
  );
});

describe("A secret that could be real is refused, and not printed:", () => {
  const random = ["q7Rz", "L2mV", "9xKp", "4TdW", "8sHn", "3YfB", "6jGc", "1vQa"];
  test.each([
    ["a JWT", `${base64(`{"alg":"HS256"}`)}.${base64(`{"sub":"me"}`)}.c2ln`],
    ["a private key", `-----BEGIN RSA ${"PRIVATE"} KEY-----`],
    ["a key of a cloud", `AKIA${"ABCDEFGH12345678"}`],
    ["a Twilio identifier", `AC${"5f3a9c17e2b84d06"}${"a1c95e7f30b2d846"}`],
    ["a hexadecimal key", `key=${"5f3a9c17e2b84d06"}${"a1c95e7f30b2d846"}`],
    ["a key", random.join("")],
  ])("%s", async (what, text) => {
    const copy = scratch(simacan);
    const found = await newMistakes(copy, secrets, () => copy.write(file, `one\ntoken: ${text}\n`));
    expect(found).toEqual([`packages/simacan/more.md:2  has what looks like ${what}; if it is real, revoke it now; else write one that says \`fake\``]);
    expect(found.join()).not.toContain(text);
  });

  test.each([
    ["a JWT that says so inside", `${base64(`{"alg":"HS256"}`)}.${base64(`{"sub":"fake-app"}`)}.c2ln`],
    ["a password that says so", "fake-password-of-nobody-A1b2C3d4E5f6G7h8"],
    ["Basic credentials that say so", Buffer.from("AC000:fake-auth-token-1A2b3C4d5E").toString("base64")],
    ["digits in order", "0123456789abcdef0123456789abcdef"],
    ["zeros", `AC${"0".repeat(32)}`],
    ["a long name", "createFlexInsightsSessionOptionsForVersion2WithCookies1"],
  ])("(%s is let through)", async (_, text) => {
    const copy = scratch(simacan);
    expect(await newMistakes(copy, secrets, () => copy.write(file, `token: ${text}\n`))).toEqual([]);
  });

  test("(a commit in a workflow is no secret, anywhere else it looks like one)", async () => {
    const copy = scratch(simacan);
    const sha = ["5f3a9c17e2b84d06a1c9", "5e7f30b2d8465f3a9c17"].join("");
    const found = await newMistakes(copy, secrets, () => {
      copy.write(".github/workflows/x.yml", `uses: actions/checkout@${sha}\n`);
      copy.write(file, `@${sha}\n`);
    });
    expect(found).toEqual([expect.stringContaining(file)]);
  });
});

describe("What users notice comes with a changeset:", () => {
  const released = (): ReturnType<typeof scratch> => {
    const copy = scratch(simacan, "packages/flexcharge", ".changeset");
    for (const name of readdirSync(new URL("../../../.changeset/", import.meta.url))) if (name.endsWith(".md")) copy.remove(`.changeset/${name}`);
    copy.git("add", "--all");
    copy.git("commit", "--quiet", "--message", "release");
    copy.git("tag", "--annotate", "--message", "x", "@freshkey/simacan@0.0.0");
    return copy;
  };

  test("a package that changed since its tag and is in none is refused", async () => {
    const copy = released();
    const found = await newMistakes(copy, changesets, () => copy.edit(`${simacan}/src/index.ts`, /$/, "export const extra = 1;\n"));
    expect(found).toEqual(["packages/simacan  changed since @freshkey/simacan@0.0.0 (packages/simacan/src/index.ts); run `pnpm changeset` and say what its users notice"]);
  });

  test("a new file counts, and so does a committed one", async () => {
    const copy = released();
    const found = await newMistakes(copy, changesets, () => {
      copy.write(`${simacan}/src/one.ts`, "export {};\n");
      copy.git("add", "--all");
      copy.git("commit", "--quiet", "--message", "one");
      copy.write(`${simacan}/src/two.ts`, "export {};\n");
    });
    expect(found).toEqual([expect.stringContaining("src/one.ts and 1 more")]);
  });

  test("with a changeset that names it, it passes; one that names another does not help", async () => {
    const copy = released();
    const change = (name: string) => (): void => {
      copy.edit(`${simacan}/src/index.ts`, /$/, "export {};\n");
      copy.write(".changeset/more.md", `---\n"@freshkey/${name}": patch\n---\n\nMore.\n`);
    };
    expect(await newMistakes(copy, changesets, change("flexcharge"))).toHaveLength(1);
    change("simacan")();
    expect((await copy.outcome(changesets)).mistakes).toEqual([]);
  });

  test("tests are nothing that users notice, and a version without a tag is being released", async () => {
    const copy = released();
    expect(await newMistakes(copy, changesets, () => copy.edit(`${simacan}/test/exports.test.ts`, /$/, "// more\n"))).toEqual([]);
    copy.edit(`${simacan}/package.json`, `"version": "0.0.0"`, `"version": "0.1.0"`);
    expect(await copy.outcome(changesets)).toMatchObject({ mistakes: [], skipped: expect.stringContaining("a release is under way") as string });
  });

  test("without any tag the gate says that it did not look", async () => {
    const copy = scratch(simacan);
    expect((await copy.outcome(changesets)).skipped).toBe("no release has a tag yet");
  });
});
