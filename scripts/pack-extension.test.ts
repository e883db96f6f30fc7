import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildStore, packageOf, readPapers, zipped } from "../apps/extension/pack.ts";
import { violations } from "../apps/extension/store-rules.ts";

const SERVER = "https://app.nexusone.example";
const outDir = mkdtempSync(path.join(tmpdir(), "nexusone-store-"));
const papers = readPapers();
const bytes = (text: string) => new TextEncoder().encode(text);

describe("the package for the store", () => {
  beforeAll(async () => {
    vi.stubEnv("EXTENSION_TARGET", "store");
    vi.stubEnv("SERVER_ORIGIN", SERVER);
    vi.stubEnv("NODE_ENV", "test");
    vi.spyOn(console, "log").mockReturnValue();
    await buildStore(outDir);
  }, 60_000);
  afterAll(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(outDir, { recursive: true, force: true });
  });
  const files = () => packageOf(outDir);
  const manifest = () => JSON.parse(new TextDecoder().decode(files().get("manifest.json"))) as Record<string, unknown>;
  const changed = (change: Record<string, unknown>) =>
    files().set("manifest.json", bytes(JSON.stringify({ ...manifest(), ...change })));

  it("[EXT-09] breaks none of the store's rules and is the same to the byte each time", () => {
    expect(violations(files(), papers, SERVER)).toEqual([]);
    const again = new Map([...files()].toReversed());
    expect(Buffer.from(zipped(files())).equals(zipped(again))).toBe(true);
  });

  it.each<[string, () => Map<string, Uint8Array>, RegExp]>([
    [
      "a permission nobody explains",
      () => changed({ permissions: ["storage", "tabs"] }),
      /nothing explains the permission tabs/,
    ],
    [
      "a host nobody explains",
      () => changed({ host_permissions: ["<all_urls>"] }),
      /nothing explains the permission <all_urls>/,
    ],
    ["an explained permission that is gone", () => changed({ permissions: ["storage"] }), /alarms is not asked for/],
    ["the older manifest", () => changed({ manifest_version: 2 }), /manifest_version/],
    ["a key", () => changed({ key: "abc" }), /sets key itself/],
    ["files for web pages", () => changed({ web_accessible_resources: [{}] }), /could fetch files/],
    [
      "a policy with eval",
      () => changed({ content_security_policy: { extension_pages: "script-src 'self' 'unsafe-eval'" } }),
      /allows more than 'self'/,
    ],
    ["eval", () => files().set("a.js", bytes("x=eval('1')")), /a\.js: calls eval/],
    ["a function of text", () => files().set("a.js", bytes("new Function('a')")), /makes a function of text/],
    [
      "code from elsewhere",
      () => files().set("a.js", bytes('import("https://evil.test/x.js")')),
      /imports code from elsewhere/,
    ],
    ["an inline script", () => files().set("a.html", bytes("<script>1</script>")), /script of its own/],
    [
      "a remote script",
      () => files().set("a.html", bytes('<script src="https://evil.test/x.js"></script>')),
      /loads from elsewhere/,
    ],
    ["an inline handler", () => files().set("a.html", bytes('<p onclick="x()">')), /inline handler/],
    [
      "a host of this machine",
      () => files().set("a.js", bytes('fetch("http://127.0.0.1:3000")')),
      /host of this machine/,
    ],
    ["a source map", () => files().set("a.js.map", bytes("{}")), /does not belong/],
    [
      "an icon of another size",
      () => files().set("icons/128.png", files().get("icons/48.png") ?? bytes("")),
      /no icon of 128/,
    ],
    [
      "a description that is too long",
      () =>
        files().set("_locales/fr/messages.json", bytes(JSON.stringify({ description: { message: "a".repeat(133) } }))),
      /description is not 1 to 132/,
    ],
    ["too many bytes", () => files().set("big.bin", new Uint8Array(2_000_001)), /more than 2000000/],
  ])("refuses %s", (_, planted, line) => {
    expect(violations(planted(), papers, SERVER).join("\n")).toMatch(line);
  });
});
