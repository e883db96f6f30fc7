import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApi } from "./api.ts";
import { answerExternal } from "./external.ts";
import { browser } from "./memory.fixture.ts";
import { createPairing } from "./pairing.ts";
import { createTokens } from "./tokens.ts";

const SERVER = "https://app.nexusone.example";
const CODE = "ABCD2345";
const OFFER = {
  ...{ merchantName: "Demo Store", userName: "Ada", scopes: ["catalog:read"] },
  expiresAt: "2026-03-14T10:10:00Z",
};
const TOKENS = {
  ...{ accessToken: "a1", accessExpiresAt: "2026-03-14T10:15:00Z", refreshToken: "r1-secret" },
  ...{ sessionExpiresAt: "2026-04-14T10:00:00Z", sessionId: "s1", merchantId: "m1" },
};
const ACCOUNT = {
  merchant: { id: "m1", name: "Demo Store", slug: "demo-store", isDemo: true },
  ...{ locale: "fr", sessionExpiresAt: "2026-04-14T10:00:00Z" },
};

type Asked = { url: string; init: RequestInit };

function setting(options: { plainHosts?: string[]; at?: string } = {}) {
  const chrome = browser();
  const stores = chrome.worker();
  const now = () => Date.parse(options.at ?? "2026-03-14T10:00:00Z");
  const tokens = createTokens({ stores, now, refresh: () => Promise.reject(new Error("no refresh here")) });
  const call = createApi(tokens, async () => "en");
  const pairing = createPairing({
    ...{ stores, tokens, call, builtInServer: SERVER, now },
    plainHosts: options.plainHosts ?? [],
  });
  const show = vi.fn(async () => undefined);
  const external = (message: unknown, origin: string | undefined) =>
    answerExternal({ stores, pairing, builtInServer: SERVER, version: "1", show }, message, origin);
  return { chrome, pairing, show, external };
}

describe("pairing", () => {
  let asked: Asked[] = [];
  let replies: Record<string, unknown> = {};
  beforeEach(() => {
    asked = [];
    replies = { describePairing: OFFER, pair: TOKENS, account: ACCOUNT, disconnect: { ok: true } };
    vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
      asked.push({ url, init });
      const data = replies[/extension\.(\w+)/.exec(url)?.[1] ?? ""];
      if (data === undefined) throw new TypeError("Failed to fetch");
      return Response.json(data instanceof Error ? refusalBody(data.message) : { result: { data } });
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it("asks whose code it is and does nothing more until the person says so", async () => {
    const { pairing, chrome } = setting();
    const view = await pairing.describe(CODE, SERVER);
    expect(view).toMatchObject({ paired: null, offer: { merchantName: "Demo Store", serverUrl: SERVER } });
    expect(asked.map(({ url }) => url)).toEqual([expect.stringContaining("extension.describePairing")]);
    expect([...chrome.disk.values()].join()).not.toContain("secret");
    expect(JSON.stringify(view)).not.toContain(CODE);
  });

  it("pairs on confirmation and keeps the access token off the disk", async () => {
    const { pairing, chrome } = setting();
    await pairing.describe(CODE, SERVER);
    const view = await pairing.confirm();
    expect(view).toMatchObject({
      ...{ offer: null, locale: "fr" },
      paired: { merchantName: "Demo Store", adminUrl: `${SERVER}/m/demo-store` },
    });
    expect([...chrome.disk.values()].join()).toContain("r1-secret");
    expect([...chrome.disk.values()].join()).not.toContain('"a1"');
    expect(JSON.stringify(view)).not.toContain("secret");
  });

  it("sends no cookie, names itself, and shows its token only to its own server", async () => {
    const { pairing } = setting();
    await pairing.describe(CODE, SERVER);
    await pairing.confirm();
    for (const { url, init } of asked) {
      const headers = new Headers(init.headers);
      expect(new URL(url).origin).toBe(SERVER);
      expect(init.credentials).toBe("omit");
      expect(headers.get("x-nexus-client")).toBe("extension");
      expect(headers.get("authorization")).toBe(url.includes("account") ? "Bearer a1" : null);
    }
  });

  it("forgets a dismissed offer, and a code is tried once", async () => {
    const { pairing } = setting();
    await pairing.describe(CODE, SERVER);
    expect((await pairing.dismiss()).offer).toBeNull();
    await expect(pairing.confirm()).rejects.toMatchObject({ code: "extension.code_invalid" });
    await pairing.describe(CODE, SERVER);
    replies["pair"] = new Error("extension.code_invalid");
    await expect(pairing.confirm()).rejects.toMatchObject({ code: "extension.code_invalid" });
    expect((await pairing.view()).offer).toBeNull();
  });

  it("shows no offer whose code has run out", async () => {
    const { pairing } = setting({ at: "2026-03-14T10:11:00Z" });
    expect((await pairing.describe(CODE, SERVER)).offer).toBeNull();
  });

  it.each(["http://shop.test", "ftp://shop.test", "not an address", "javascript:alert(1)", "http://127.0.0.1:3000"])(
    "speaks to no server at %s",
    async (address) => {
      await expect(setting().pairing.describe(CODE, address)).rejects.toMatchObject({
        code: "extension.server_unreachable",
      });
      expect(asked).toEqual([]);
    },
  );

  it("the development build may pair with a server on this machine", async () => {
    const view = await setting({ plainHosts: ["127.0.0.1"] }).pairing.describe(CODE, "http://127.0.0.1:3000");
    expect(view.offer?.serverUrl).toBe("http://127.0.0.1:3000");
  });

  it("[EXT-10] a session revoked in Settings ends here with the very next question", async () => {
    const { pairing } = setting();
    await pairing.describe(CODE, SERVER);
    await pairing.confirm();
    replies["account"] = new Error("extension.session_revoked");
    await expect(pairing.account()).rejects.toMatchObject({ code: "extension.session_revoked" });
    expect(await pairing.view()).toMatchObject({ paired: null, ended: { code: "extension.session_revoked" } });
  });

  it("[EXT-11] a lost Premium plan is said and the pairing kept for its return", async () => {
    const { pairing } = setting();
    await pairing.describe(CODE, SERVER);
    await pairing.confirm();
    replies["account"] = new Error("extension.premium_required");
    await expect(pairing.account()).rejects.toMatchObject({ code: "extension.premium_required" });
    expect((await pairing.view()).paired).not.toBeNull();
  });

  it("disconnects here even when the server is away", async () => {
    const { pairing, chrome } = setting();
    await pairing.describe(CODE, SERVER);
    await pairing.confirm();
    replies = {};
    expect(await pairing.disconnect()).toMatchObject({ paired: null, ended: null });
    expect([...chrome.disk.values()].join()).not.toContain("secret");
  });

  it("takes a pushed code from the built-in server's own pages only", async () => {
    const { external, show, pairing } = setting();
    for (const origin of [
      "https://app.nexusone.example:8443",
      "http://app.nexusone.example",
      "https://evil.test",
      "https://app.nexusone.example.evil.test",
      "null",
      undefined,
    ])
      expect(await external({ type: "nexusone.pair", code: CODE }, origin)).toMatchObject({
        reason: { code: "request.origin_refused" },
      });
    expect(asked).toEqual([]);
    expect((await pairing.view()).offer).toBeNull();
    expect(await external({ type: "nexusone.pair", code: "abcd-2345" }, SERVER)).toEqual({
      ok: true,
      value: { asking: true },
    });
    expect(show).toHaveBeenCalledOnce();
    expect(await pairing.view()).toMatchObject({ paired: null, offer: { merchantName: "Demo Store" } });
  });

  it("tells its page whether it is installed and paired, and nothing else", async () => {
    const { external, pairing } = setting();
    expect(await external({ type: "nexusone.presence" }, SERVER)).toEqual({
      ok: true,
      value: { version: "1", sessionId: null },
    });
    await pairing.describe(CODE, SERVER);
    await pairing.confirm();
    expect(await external({ type: "nexusone.presence" }, SERVER)).toEqual({
      ok: true,
      value: { version: "1", sessionId: "s1" },
    });
    for (const message of [undefined, {}, { type: "imports.list" }, { type: "nexusone.pair", code: "1" }])
      expect(await external(message, SERVER)).toMatchObject({ ok: false, reason: { code: "request.invalid" } });
  });
});

const refusalBody = (reason: string) => ({
  error: { message: reason, code: -32001, data: { code: "UNAUTHORIZED", httpStatus: 401, reason, details: {} } },
});
