import { EXTENSION_ID } from "@nexusone/contracts/extension-id";
import { build, type PluginOption } from "vite";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KEY, manifest } from "../manifest.ts";
import { ON_DEMAND } from "../on-demand.ts";
import { PAGE_BUDGET, pageBudget } from "../page-budget.ts";
import { readTarget } from "../targets.ts";
import { OPTIONS_WORDS } from "./options/words.ts";

const STORE = { EXTENSION_TARGET: "store", SERVER_ORIGIN: "https://app.nexusone.example" };

describe("manifest", () => {
  it("[EXT-09] asks for what its records give a reason for, and for nothing else", () => {
    expect({
      development: permissions(manifest(readTarget({}), "1")),
      store: permissions(manifest(readTarget(STORE), "1")),
    }).toMatchInlineSnapshot(`
      {
        "development": {
          "host_permissions": [
            "https://cjdropshipping.com/*",
            "https://www.cjdropshipping.com/*",
            "https://m.cjdropshipping.com/*",
            "https://app.cjdropshipping.com/*",
            "http://127.0.0.1/*",
            "http://localhost/*",
          ],
          "matches": [
            "https://cjdropshipping.com/*",
            "https://www.cjdropshipping.com/*",
            "https://m.cjdropshipping.com/*",
            "https://app.cjdropshipping.com/*",
            "http://127.0.0.1/*",
            "http://localhost/*",
          ],
          "optional_host_permissions": [
            "https://*/*",
          ],
          "optional_permissions": undefined,
          "permissions": [
            "storage",
            "scripting",
            "alarms",
            "sidePanel",
            "contextMenus",
          ],
        },
        "store": {
          "host_permissions": [
            "https://cjdropshipping.com/*",
            "https://www.cjdropshipping.com/*",
            "https://m.cjdropshipping.com/*",
            "https://app.cjdropshipping.com/*",
            "https://app.nexusone.example/*",
          ],
          "matches": [
            "https://cjdropshipping.com/*",
            "https://www.cjdropshipping.com/*",
            "https://m.cjdropshipping.com/*",
            "https://app.cjdropshipping.com/*",
          ],
          "optional_host_permissions": [
            "https://*/*",
          ],
          "optional_permissions": undefined,
          "permissions": [
            "storage",
            "scripting",
            "alarms",
            "sidePanel",
            "contextMenus",
          ],
        },
      }
    `);
  });

  it("[UIX-03] tells people in the options what each permission is for", () => {
    const asked = manifest(readTarget(STORE), "1").permissions ?? [];
    for (const { reasons } of Object.values(OPTIONS_WORDS))
      expect(reasons.map(([name]) => name).filter((name) => /^[a-z]+[A-Z]?[a-z]+$/.test(name ?? ""))).toEqual(asked);
  });

  it("has the id that pages of the server speak to", async () => {
    const bytes = Uint8Array.from(atob(KEY), (character) => character.charCodeAt(0));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 16);
    const id = [...digest].flatMap((byte) => [byte >> 4, byte & 15]).map((half) => String.fromCharCode(97 + half));
    expect(id.join("")).toBe(EXTENSION_ID);
  });

  it("is connectable from its own server alone in the store build", () => {
    expect(manifest(readTarget(STORE), "1").externally_connectable).toEqual({
      matches: ["https://app.nexusone.example/*"],
    });
  });
});

describe("target", () => {
  it.each([
    [{ EXTENSION_TARGET: "store" }, "SERVER_ORIGIN must be an origin"],
    [{ EXTENSION_TARGET: "store", SERVER_ORIGIN: "http://app.nexusone.example" }, "must be an https origin"],
    [{ EXTENSION_TARGET: "shop" }, "EXTENSION_TARGET must be"],
    [{ SERVER_ORIGIN: "https://app.nexusone.example/path" }, "SERVER_ORIGIN must be an origin"],
    [{ SANDBOX_ORIGIN: "nonsense" }, "SANDBOX_ORIGIN must be an origin"],
  ])("stops the build on %o", (env, line) => {
    expect(() => readTarget(env)).toThrow(line);
  });
});

describe("store build", () => {
  const root = new URL("..", import.meta.url).pathname;
  beforeEach(() => {
    for (const [name, value] of Object.entries(STORE)) vi.stubEnv(name, value);
    // The build sets it; stubbed, it is put back.
    vi.stubEnv("NODE_ENV", "test");
    // The builder says what it does on the console; a test is quiet.
    vi.spyOn(console, "log").mockReturnValue();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  const storeBuild = (plugins: PluginOption[] = []) =>
    build({ root, configFile: `${root}vite.config.ts`, logLevel: "silent", build: { write: false }, plugins });

  it("carries no loopback host, no eval, nothing of the gallery, and opens nothing to web pages", async () => {
    const built = await storeBuild();
    const files = [built].flat().flatMap((result) => ("output" in result ? result.output : []));
    const texts = files.map((file) => [file.fileName, "code" in file ? file.code : decode(file.source)] as const);
    expect(texts.map(([name]) => name)).toContain("manifest.json");
    expect(texts.some(([name]) => name.includes("content/main"))).toBe(true);
    for (const [name, text] of texts) {
      expect({ name, loopback: /127\.0\.0\.1|localhost|\[::1\]/.exec(text)?.[0] }).toEqual({ name });
      expect({ name, gallery: text.includes("card-no-credits") }).toEqual({ name, gallery: false });
    }
    for (const file of ON_DEMAND) expect(texts.map(([name]) => name)).toContain(file.replace(/ts$/, "js"));
    const content = texts.find(([name]) => name.includes("content/main"))?.[1] ?? "";
    for (const [name, text] of texts.filter(([file]) => file.startsWith("src/content/")))
      expect({ name, schema: /ZodError|safeParse|\beval\(|new Function\(/.exec(text)?.[0] }).toEqual({ name });
    expect(content).toContain("mode:`closed`");
    // Product pages are small: what listings need is not in their script.
    expect(content).not.toContain("nexusone-listing");
    const written = JSON.parse(texts.find(([name]) => name === "manifest.json")?.[1] ?? "{}") as Record<
      string,
      unknown
    >;
    expect(written["web_accessible_resources"] ?? []).toEqual([]);
    expect(permissions(written)).toEqual(permissions(manifest(readTarget(STORE), "1")));
  }, 60_000);

  it("[EXT-01] fails when a product page would load more than its budget, styles and words counted", async () => {
    expect(PAGE_BUDGET).toBe(20_000);
    const refused = await storeBuild([pageBudget(15_000)]).catch(String);
    const whole = Number(/a product page would load (\d+) of 15000 bytes/.exec(String(refused))?.[1]);
    expect(whole).toBeLessThanOrEqual(PAGE_BUDGET);
    const script = Number(/script (\d+)/.exec(String(refused))?.[1]);
    expect(script).toBeLessThan(whole - 3_000);
  }, 60_000);
});

const decode = (source: string | Uint8Array): string =>
  typeof source === "string" ? source : new TextDecoder().decode(source);

function permissions(from: object) {
  const {
    permissions: named,
    host_permissions,
    optional_host_permissions,
    optional_permissions,
    content_scripts,
  } = from as Record<string, unknown>;
  const matches = (content_scripts as { matches: string[] }[]).flatMap((script) => script.matches);
  return { permissions: named, host_permissions, optional_permissions, optional_host_permissions, matches };
}
