import { randomUUID } from "node:crypto";
import { EXTENSION_LIFETIMES, PairingCode } from "@nexusone/contracts/extension";
import { EXTENSION_SCOPES } from "@nexusone/contracts/permissions";
import {
  clientContext,
  createMember,
  createStaffedMerchant,
  createTestPlatform,
  type TestPlatform,
} from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { createPairing } from "./create-pairing.ts";
import { describePairing } from "./describe-pairing.ts";
import { pairedBrowser, reasonOf } from "./extension.fixture.ts";
import { drawPairingCode } from "./pairing-code.ts";
import { pair } from "./pair.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase({ max: 8 });
});
beforeEach(() => {
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

const everything = { name: "Chrome", scopes: [...EXTENSION_SCOPES] };
const codeOf = async (ctx: ServiceContext) => (await createPairing(ctx, everything)).pairingCode;
const tryPair = (code: string, address: string = randomUUID()) =>
  pair(clientContext(platform, { address }), { code, browser: "Chrome" });

describe("pairing", () => {
  it("[EXT-05] a code has eight characters without look-alikes, lasts ten minutes and comes with the address to type", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const view = await createPairing(ctx, everything);
    expect(view.pairingCode).toMatch(/^[A-HJ-NP-Z2-9]{8}$/);
    expect(view).toMatchObject({
      serverUrl: "http://127.0.0.1:3000",
      extensionId: platform.config.extensionId,
      expiresAt: new Date(platform.clock.now().getTime() + 10 * MINUTE_MS).toISOString(),
    });
    const [row] = await test.sql`select code_hash from extension_pairings where merchant_id = ${ctx.merchantId}`;
    expect(row?.["code_hash"]).not.toContain(view.pairingCode);
    const drawn = new Set(Array.from({ length: 500 }, drawPairingCode));
    expect(drawn.size).toBe(500);
    expect([...drawn].every((code) => PairingCode.safeParse(code).success)).toBe(true);
  });

  it("[EXT-05] a code can be looked at without being used, and says whose it is", async () => {
    const { ctx, merchant, user } = await createStaffedMerchant(platform);
    const code = await codeOf(ctx);
    for (let n = 0; n < 2; n++) {
      expect(await describePairing(clientContext(platform), { code })).toMatchObject({
        merchantName: merchant.name,
        userName: user.name,
        scopes: EXTENSION_SCOPES,
      });
    }
    expect(await tryPair(code)).toMatchObject({ merchantId: merchant.id });
  });

  it("[EXT-05] a code pairs one browser, also when ten try at once", async () => {
    const { ctx, merchant } = await createStaffedMerchant(platform);
    const code = await codeOf(ctx);
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => tryPair(code)));
    expect(results.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    for (const each of results)
      if (each.status === "rejected") expect(each.reason).toMatchObject({ reason: "extension.code_invalid" });
    expect(await reasonOf(tryPair(code))).toBe("extension.code_invalid");
    expect(await reasonOf(describePairing(clientContext(platform), { code }))).toBe("extension.code_invalid");
    const [row] =
      await test.sql`select count(*)::int as n from chrome_extension_sessions where merchant_id = ${merchant.id}`;
    expect(row?.["n"]).toBe(1);
  });

  it("[EXT-05] a code is worth nothing after ten minutes", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const code = await codeOf(ctx);
    platform.clock.advance(EXTENSION_LIFETIMES.codeMinutes * MINUTE_MS);
    expect(await reasonOf(describePairing(clientContext(platform), { code }))).toBe("extension.code_invalid");
    expect(await reasonOf(tryPair(code))).toBe("extension.code_invalid");
  });

  it("[EXT-05] guessing is stopped per address, also for the right code, and elsewhere goes on", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const code = await codeOf(ctx);
    const address = randomUUID();
    for (let n = 0; n < 20; n++)
      expect(await reasonOf(tryPair(drawPairingCode(), address))).toBe("extension.code_invalid");
    expect(await reasonOf(tryPair(code, address))).toBe("request.too_many");
    expect(await reasonOf(describePairing(clientContext(platform, { address }), { code }))).toBe("request.too_many");
    await tryPair(code);
  });

  it("[EXT-05] right codes use up no guesses: an office pairs all its browsers from one address", async () => {
    const address = randomUUID();
    for (let n = 0; n < 21; n++) {
      const { ctx } = await createStaffedMerchant(platform);
      const code = await codeOf(ctx);
      await describePairing(clientContext(platform, { address }), { code });
      await tryPair(code, address);
    }
    expect(await reasonOf(tryPair(drawPairingCode(), address))).toBe("extension.code_invalid");
  });

  it("[EXT-05] making codes is throttled per person", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    for (let n = 0; n < 20; n++) await codeOf(ctx);
    expect(await reasonOf(codeOf(ctx))).toBe("request.too_many");
  });

  it("[EXT-05] old codes are swept when a new one is made", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    await codeOf(ctx);
    platform.clock.advance(2 * DAY_MS);
    await codeOf(ctx);
    const rows = await test.sql`select 1 from extension_pairings where merchant_id = ${ctx.merchantId}`;
    expect(rows).toHaveLength(1);
  });

  it("[EXT-11] [PLN-03] only Premium pairs: at the code and again at the pairing", async () => {
    for (const plan of ["free", "pro"] as const) {
      const { ctx } = await createStaffedMerchant(platform, "owner", { plan });
      expect(await reasonOf(createPairing(ctx, everything))).toBe("extension.premium_required");
    }
    const { ctx } = await createStaffedMerchant(platform);
    const code = await codeOf(ctx);
    await test.sql`update merchant_plans set plan = 'pro' where merchant_id = ${ctx.merchantId}`;
    expect(await reasonOf(tryPair(code))).toBe("extension.premium_required");
    // The refusal did not use the code up.
    await test.sql`update merchant_plans set plan = 'premium' where merchant_id = ${ctx.merchantId}`;
    await tryPair(code);
  });

  it("[EXT-09] a role without the permission makes no code", async () => {
    const { ctx } = await createStaffedMerchant(platform, "support");
    expect(await reasonOf(createPairing(ctx, everything))).toBe("request.forbidden");
    const { ctx: editor } = await createMember(platform, ctx.merchantId, "product_editor");
    expect(await createPairing(editor, { name: "C", scopes: ["catalog:read"] })).toBeTruthy();
  });

  it("[EXT-05] a code of somebody who left meanwhile pairs nothing", async () => {
    const { ctx, user } = await createStaffedMerchant(platform);
    const code = await codeOf(ctx);
    await test.sql`delete from memberships where user_id = ${user.id}`;
    expect(await reasonOf(tryPair(code))).toBe("extension.code_invalid");
  });

  it("[EXT-07] [EXT-08] a pairing stores a session with name, browser and expiry, answers a 15-minute JWT and no secret in clear", async () => {
    const { tokens, merchant, user } = await pairedBrowser(platform, { scopes: ["catalog:read"] });
    const [row] = await test.sql`select * from chrome_extension_sessions where id = ${tokens.sessionId}`;
    expect(row).toMatchObject({
      merchant_id: merchant.id,
      user_id: user.id,
      name: "Shop laptop",
      browser: "Chrome 140 on Linux",
      scopes: ["catalog:read"],
      revoked_at: null,
    });
    expect(tokens.sessionExpiresAt).toBe(new Date(platform.clock.now().getTime() + 30 * DAY_MS).toISOString());
    const claims = decodeJwt(tokens.accessToken);
    expect(claims).toMatchObject({
      aud: "nexusone-extension",
      sub: user.id,
      sid: tokens.sessionId,
      mid: merchant.id,
      scopes: ["catalog:read"],
    });
    expect(claims.exp! - claims.iat!).toBe(15 * 60);
    const stored = JSON.stringify(
      await test.sql`select * from extension_refresh_tokens where session_id = ${tokens.sessionId}`,
    );
    expect(stored).not.toContain(tokens.refreshToken);
    const [event] =
      await test.sql`select * from events where merchant_id = ${merchant.id} and type = 'extension.paired'`;
    expect(event).toMatchObject({ actor_kind: "extension_session", subject_id: tokens.sessionId });
  });
});
