import { randomUUID } from "node:crypto";
import { MerchantId } from "@nexusone/contracts/ids";
import type { Plan } from "@nexusone/contracts/plans";
import { createTestPlatform, userContext, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createUser } from "@nexusone/testing/merchants";
import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authorize } from "../authorize.ts";
import { changePlan } from "../billing/change-plan.ts";
import { createKeyring } from "../secrets/keyring.ts";
import { isExtensionToken, signAccess } from "./access-token.ts";
import { disconnectExtension } from "./disconnect-extension.ts";
import { pairBrowser, pairedBrowser, reasonOf, refresh, request } from "./extension.fixture.ts";
import { revokeAllExtensionSessions } from "./revoke-all-extension-sessions.ts";
import { revokeExtensionSession } from "./revoke-extension-session.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

async function movedTo(merchantId: string, plan: Plan) {
  const admin = await createUser(test.db, { isPlatformAdmin: true });
  await changePlan(userContext(platform, admin), { merchantId: MerchantId.parse(merchantId), plan });
}
const lastUsed = async (sessionId: string) =>
  (
    await test.sql`select last_used_at, xmin::text as version from chrome_extension_sessions where id = ${sessionId}`
  )[0];

describe("a request of the extension", () => {
  it("[EXT-08] [EXT-09] acts for the merchant of the pairing, as its user, with the scopes of the session", async () => {
    const { tokens, merchant, user } = await pairedBrowser(platform, { scopes: ["catalog:read", "catalog:import"] });
    const ctx = await request(platform, tokens);
    expect(ctx).toMatchObject({
      merchantId: merchant.id,
      locale: "en",
      actor: {
        kind: "extension_session",
        userId: user.id,
        name: user.name,
        role: "owner",
        sessionId: tokens.sessionId,
        scopes: ["catalog:read", "catalog:import"],
      },
    });
    authorize(ctx, "catalog:import");
    expect(() => authorize(ctx, "catalog:import_bulk")).toThrow("request.scope_missing");
    expect(() => authorize(ctx, "catalog:delete")).toThrow("request.scope_missing");
  });

  it("[EXT-09] a scope is worth no more than the role has by now", async () => {
    const { tokens, user } = await pairedBrowser(platform);
    authorize(await request(platform, tokens), "catalog:import");
    await test.sql`update memberships set role = 'support' where user_id = ${user.id}`;
    const ctx = await request(platform, tokens);
    authorize(ctx, "catalog:read");
    expect(() => authorize(ctx, "catalog:import")).toThrow("request.forbidden");
  });

  it("[EXT-10] revoked in Settings means the very next request and refresh are refused", async () => {
    const { tokens, ctx } = await pairedBrowser(platform);
    await request(platform, tokens);
    await revokeExtensionSession(ctx, { sessionId: tokens.sessionId });
    expect(await reasonOf(request(platform, tokens))).toBe("extension.session_revoked");
    expect(await reasonOf(refresh(platform, tokens))).toBe("extension.session_revoked");
  });

  it("[EXT-10] revoking all ends every browser at once", async () => {
    const { tokens, ctx } = await pairedBrowser(platform);
    const second = await pairBrowser(ctx);
    expect(await revokeAllExtensionSessions(ctx)).toEqual({ revoked: 2 });
    for (const each of [tokens, second])
      expect(await reasonOf(request(platform, each))).toBe("extension.session_revoked");
    expect(await revokeAllExtensionSessions(ctx)).toEqual({ revoked: 0 });
  });

  it("[EXT-10] a browser that disconnects itself is out, and only it", async () => {
    const { tokens, ctx } = await pairedBrowser(platform);
    const second = await pairBrowser(ctx);
    await disconnectExtension(await request(platform, tokens));
    expect(await reasonOf(request(platform, tokens))).toBe("extension.disconnected");
    await request(platform, second);
    expect(await reasonOf(disconnectExtension(ctx))).toBe("extension.not_paired");
  });

  it("[EXT-11] [PLN-04] a downgrade acts on the next request and an upgrade revives the session", async () => {
    const { tokens, merchant } = await pairedBrowser(platform);
    await request(platform, tokens);
    await movedTo(merchant.id, "pro");
    expect(await reasonOf(request(platform, tokens))).toBe("extension.premium_required");
    await movedTo(merchant.id, "premium");
    await request(platform, tokens);
  });

  it("[EXT-10] whoever is no longer a member has no browser either", async () => {
    const { tokens, user } = await pairedBrowser(platform);
    await test.sql`delete from memberships where user_id = ${user.id}`;
    expect(await reasonOf(request(platform, tokens))).toBe("extension.session_revoked");
    expect(await reasonOf(refresh(platform, tokens))).toBe("extension.session_revoked");
  });

  it("[EXT-08] last use is written at most once a minute", async () => {
    const { tokens } = await pairedBrowser(platform);
    await request(platform, tokens);
    const first = await lastUsed(tokens.sessionId);
    expect(first?.["last_used_at"]).toEqual(platform.clock.now());
    platform.clock.advance(59_000);
    await request(platform, tokens);
    expect(await lastUsed(tokens.sessionId)).toEqual(first);
    platform.clock.advance(1_000);
    await request(platform, tokens);
    expect((await lastUsed(tokens.sessionId))?.["last_used_at"]).toEqual(platform.clock.now());
  });

  it("[EXT-08] forged, foreign, expired and malformed tokens are refused alike", async () => {
    const { tokens, merchant, user } = await pairedBrowser(platform);
    const other = await pairedBrowser(platform);
    const claims = { sub: user.id, sid: tokens.sessionId, mid: tokens.merchantId, scopes: [] } as never;
    const stranger = createKeyring(["somebody else's secret, just as long as ours"]);
    const key = platform.keyring.derive("extension-jwt");
    const jwt = (audience: string, expires: string, mid: string = merchant.id, sub: string = user.id) =>
      new SignJWT({ sid: tokens.sessionId, mid })
        .setProtectedHeader({ alg: "HS256" })
        .setIssuer("nexusone")
        .setSubject(sub)
        .setAudience(audience)
        .setExpirationTime(expires)
        .sign(key);
    const [header, payload] = tokens.accessToken.split(".");
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    const bad = [
      (await signAccess(stranger, claims)).accessToken,
      await jwt("nexusone-api", "5m"),
      await jwt("nexusone-extension", "-1s"),
      await jwt("nexusone-extension", "5m", other.merchant.id),
      await jwt("nexusone-extension", "5m", randomUUID()),
      await jwt("nexusone-extension", "5m", "not-a-uuid"),
      await jwt("nexusone-extension", "5m", merchant.id, other.user.id),
      unsigned,
      `${header}.${payload}.AAAA`,
      "",
      "garbage",
    ];
    for (const accessToken of bad) {
      expect(await reasonOf(request(platform, { accessToken })), accessToken).toBe("extension.token_invalid");
    }
    await request(platform, { accessToken: await jwt("nexusone-extension", "5m") });
  });

  it("[EXT-08] the extension's tokens are told from others by their audience", async () => {
    const { tokens } = await pairedBrowser(platform);
    expect(isExtensionToken(tokens.accessToken)).toBe(true);
    expect(isExtensionToken("nx_live_key")).toBe(false);
    expect(isExtensionToken(tokens.refreshToken)).toBe(false);
  });
});
