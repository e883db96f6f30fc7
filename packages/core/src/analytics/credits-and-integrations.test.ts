import {
  createMember,
  createStaffedMerchant,
  createTestPlatform,
  clientContext,
  userContext,
} from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createUser } from "@nexusone/testing/merchants";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "../api-keys/create-api-key.ts";
import { revokeApiKey } from "../api-keys/revoke-api-key.ts";
import { grantCredits } from "../billing/grant-credits.ts";
import { commitReservations, reserveCredits } from "../billing/reserve-credits.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { createPairing } from "../extension/create-pairing.ts";
import { pair } from "../extension/pair.ts";
import { inMerchantTx } from "../transaction.ts";
import { getCreditUse } from "./get-credit-use.ts";
import { getIntegrations } from "./get-integrations.ts";
import { getPlatformInsight } from "./get-platform-insight.ts";

let test: TestDatabase;
let platform: ReturnType<typeof createTestPlatform>;
beforeAll(async () => {
  test = await createTestDatabase();
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

describe("credits", () => {
  it("[ANA-03] are those of the ledger, by feature and by day, undone work given back", async () => {
    const { ctx, merchant } = await createStaffedMerchant(platform);
    const admin = userContext(platform, { id: (await createUser(test.db)).id, isPlatformAdmin: true });
    const spend = async (feature: string, amount: number, days: number) => {
      const purpose = randomUUID();
      const at = addMs(platform.clock.now(), -days * DAY_MS);
      await inMerchantTx(ctx, async (tx) => {
        await reserveCredits(tx, { amount, feature, purposes: [purpose] });
        await commitReservations(tx, [{ purpose, reference: { kind: "import", id: purpose } }], { kind: "import", at });
      });
    };
    await spend("import", 3, 0);
    await spend("import", 3, 2);
    await spend("images", 5, 2);
    await spend("import", 100, 20);
    await grantCredits(admin, { merchantId: ctx.merchantId, amount: 50, note: "" });
    const use = await getCreditUse(ctx, { range: "7d" });
    expect(use).toMatchObject({ spent: 11, granted: 50 });
    expect(use.features).toEqual([
      { feature: "import", spent: 6 },
      { feature: "images", spent: 5 },
    ]);
    expect(use.series.map(({ spent }) => spent)).toEqual([0, 0, 0, 0, 8, 0, 3]);
    const [ledger] = await test.sql`
      select -sum(amount)::int as spent from credit_entries where merchant_id = ${merchant.id} and amount < 0`;
    expect((await getCreditUse(ctx, { range: "30d" })).spent).toBe(ledger?.["spent"]);
  });

  it("[ANA-03] of all merchants are for platform admins alone, as sums by plan", async () => {
    const { user } = await createStaffedMerchant(platform);
    await expect(getPlatformInsight(userContext(platform, user))).rejects.toMatchObject({
      reason: "identity.platform_admin_only",
    });
    const admin = userContext(platform, { id: user.id, isPlatformAdmin: true });
    const before = await getPlatformInsight(admin, { range: "7d" });
    const { merchant } = await createStaffedMerchant(platform, "owner", { plan: "pro", credits: 40 });
    await grantCredits(admin, { merchantId: merchant.id as ServiceContext["merchantId"], amount: 25, note: "" });
    const after = await getPlatformInsight(admin, { range: "7d" });
    const pro = (view: typeof before) => view.plans.find(({ plan }) => plan === "pro");
    expect(pro(after)?.merchants).toBe((pro(before)?.merchants ?? 0) + 1);
    expect(pro(after)?.inHand).toBe((pro(before)?.inHand ?? 0) + 65);
    expect(pro(after)?.givenByHand).toBeGreaterThanOrEqual((pro(before)?.givenByHand ?? 0) + 25);
    expect(JSON.stringify(after)).not.toContain(merchant.id);
  });
});

describe("integrations", () => {
  it("[ANA-04] are counted per person: valid, and used lately", async () => {
    const { ctx, user } = await createStaffedMerchant(platform);
    const colleague = await createMember(platform, ctx.merchantId, "admin");
    const browser = async (of: ServiceContext) => {
      const { pairingCode } = await createPairing(of, { name: "Laptop", scopes: ["catalog:read"] });
      return pair(clientContext(platform), { code: pairingCode, browser: "Chrome 140" });
    };
    const { sessionId } = await browser(ctx);
    await browser(ctx);
    await browser(colleague.ctx);
    await test.sql`update chrome_extension_sessions set paired_at = paired_at - interval '40 days',
      last_used_at = paired_at - interval '31 days' where id = ${sessionId}`;
    const key = (name: string) => createApiKey(ctx, { name, scopes: ["catalog:read"], expiresInDays: null });
    await key("unused");
    const { apiKey } = await key("revoked");
    await revokeApiKey(ctx, { keyId: apiKey.id });
    const { people, webhooks, cjAccounts } = await getIntegrations(ctx);
    expect(people.find(({ userId }) => userId === user.id)).toEqual({
      userId: user.id,
      name: user.name,
      browsers: { valid: 2, active: 1 },
      apiKeys: { valid: 1, active: 0 },
    });
    expect(people.find(({ userId }) => userId === colleague.user.id)).toMatchObject({
      browsers: { valid: 1, active: 1 },
      apiKeys: { valid: 0, active: 0 },
    });
    expect({ webhooks, cjAccounts }).toEqual({
      webhooks: { valid: 0, active: 0 },
      cjAccounts: { valid: 0, active: 0 },
    });
  });
});
