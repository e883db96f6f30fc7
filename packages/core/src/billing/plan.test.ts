import { randomUUID } from "node:crypto";
import { PlanView } from "@nexusone/contracts/billing";
import { MerchantId } from "@nexusone/contracts/ids";
import { ENTITLEMENTS, IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { listOpenReservations } from "@nexusone/db/queries/billing";
import { merchants } from "@nexusone/db/schema/merchants";
import { withMerchant } from "@nexusone/db/with-merchant";
import {
  createMember,
  createStaffedMerchant,
  createTestPlatform,
  userContext,
  type TestPlatform,
} from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createMerchant, createUser } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS } from "../clock.ts";
import { changePlan } from "./change-plan.ts";
import { countUsage } from "./count-usage.ts";
import { getPlan } from "./get-plan.ts";
import { grantCredits } from "./grant-credits.ts";
import { listCreditEntries } from "./list-credit-entries.ts";
import { commitReservations, refundCredits, reserveCredits } from "./reserve-credits.ts";
import { startPlan } from "./start-plan.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

const admin = async () => userContext(platform, await createUser(test.db, { isPlatformAdmin: true }));
const balance = async (merchantId: string) =>
  (await test.sql`select balance from credit_accounts where merchant_id = ${merchantId}`)[0]?.["balance"] as number;

describe("plans", () => {
  it("[PLN-01] [PLN-06] a plan starts with its limit and its credits, with an entry that says why", async () => {
    const id = MerchantId.parse(randomUUID());
    const { user } = await createStaffedMerchant(platform);
    await withMerchant(test.db, { merchantId: id }, async (tx) => {
      const defaultPriceRule = { kind: "multiplier", factor: "2", of: "landed" } as const;
      await tx
        .insert(merchants)
        .values({ id, slug: id, name: "New", currency: "EUR", destinationCountry: "FR", defaultPriceRule });
      await startPlan(tx, { platform }, "free");
    });
    const ctx = (await createMember(platform, id, "owner")).ctx;
    expect(user.id).not.toBe(ctx.merchantId);
    const view = PlanView.parse(await getPlan(ctx));
    expect(view).toMatchObject({
      plan: "free",
      productCount: 0,
      productLimit: 10,
      extension: false,
      bulkImport: false,
      credits: { balance: 60, reserved: 0, available: 60 },
      importCredits: IMPORT_CREDITS,
    });
    const { items } = await listCreditEntries(ctx, { limit: 10 });
    expect(items).toMatchObject([
      { kind: "grant", feature: "plan", amount: 60, balanceAfter: 60, reference: { kind: "plan", id: "free" } },
    ]);
  });

  it("[PLN-05] shows what the last 30 days cost and how often, by feature", async () => {
    const { ctx } = await createStaffedMerchant(platform, "owner", { credits: 100 });
    const use = (purpose: string) =>
      withMerchant(test.db, ctx, async (tx) => {
        await reserveCredits(tx, { amount: IMPORT_CREDITS, feature: "import", purposes: [purpose] });
        const reference = { kind: "product", id: purpose };
        await commitReservations(tx, [{ purpose, reference }], { kind: "import", at: platform.clock.now() });
        await countUsage(tx, ctx, "import", 1);
      });
    await use("long ago");
    platform.clock.advance(40 * DAY_MS);
    await use("a");
    await use("b");
    const undo = { purpose: "b", reference: { kind: "product", id: "b" }, at: platform.clock.now() };
    await withMerchant(test.db, ctx, (tx) => refundCredits(tx, undo));
    const view = await getPlan(ctx);
    expect(view.usage).toEqual([{ feature: "import", credits: 3, count: 2 }]);
    expect(view.credits.balance).toBe(100 - 6);
  });

  it("[PLN-05] pages the ledger without gaps or repeats, newest first, and refuses a made-up cursor", async () => {
    const { ctx } = await createStaffedMerchant(platform, "owner", { credits: 100 });
    for (let n = 0; n < 7; n++) {
      await withMerchant(test.db, ctx, async (tx) => {
        await reserveCredits(tx, { amount: 3, feature: "import", purposes: [`p${n}`] });
        const reference = { kind: "product", id: `p${n}` };
        await commitReservations(tx, [{ purpose: `p${n}`, reference }], { kind: "import" });
      });
    }
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCreditEntries(ctx, { cursor, limit: 3 });
      seen.push(...page.items.map((item) => item.balanceAfter));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([79, 82, 85, 88, 91, 94, 97, 100]);
    await expect(listCreditEntries(ctx, { cursor: "1; drop", limit: 3 })).rejects.toMatchObject({
      reason: "request.invalid",
    });
  });

  it("[PLN-04] tells a role without billing nothing", async () => {
    const { ctx } = await createStaffedMerchant(platform, "support");
    await expect(getPlan(ctx)).rejects.toMatchObject({ reason: "request.forbidden" });
    await expect(listCreditEntries(ctx, { limit: 5 })).rejects.toMatchObject({ reason: "request.forbidden" });
  });

  it("[PLN-04] only a platform admin changes plans or grants credits, an owner does not", async () => {
    const { merchant, user } = await createStaffedMerchant(platform, "owner", { plan: "free" });
    const owner = userContext(platform, user);
    const merchantId = MerchantId.parse(merchant.id);
    const refused = { reason: "identity.platform_admin_only" };
    await expect(changePlan(owner, { merchantId, plan: "premium" })).rejects.toMatchObject(refused);
    await expect(grantCredits(owner, { merchantId, amount: 5, note: "" })).rejects.toMatchObject(refused);
    const unknown = MerchantId.parse(randomUUID());
    const gone = { reason: "request.not_found" };
    await expect(changePlan(await admin(), { merchantId: unknown, plan: "pro" })).rejects.toMatchObject(gone);
    await expect(grantCredits(await admin(), { merchantId: unknown, amount: 5, note: "" })).rejects.toMatchObject(gone);
  });

  it("[PLN-02] [PLN-03] a plan's starting credits come once, however often it is changed back and forth", async () => {
    const merchant = await createMerchant(test.db, { plan: "free", credits: 0 });
    const merchantId = MerchantId.parse(merchant.id);
    const by = await admin();
    const premium = await changePlan(by, { merchantId, plan: "premium" });
    expect(premium).toMatchObject({ plan: "premium", productLimit: null, extension: true, bulkImport: true });
    expect(await balance(merchantId)).toBe(ENTITLEMENTS.premium.startingCredits);
    await changePlan(by, { merchantId, plan: "premium" });
    await changePlan(by, { merchantId, plan: "pro" });
    await changePlan(by, { merchantId, plan: "premium" });
    await changePlan(by, { merchantId, plan: "pro" });
    expect(await balance(merchantId)).toBe(ENTITLEMENTS.premium.startingCredits + ENTITLEMENTS.pro.startingCredits);
    const events = await test.sql`select payload, actor_id from events
      where merchant_id = ${merchantId} and type = 'plan.changed' order by id`;
    expect(events.map((event) => event["payload"])).toEqual([
      { from: "free", to: "premium" },
      { from: "premium", to: "pro" },
      { from: "pro", to: "premium" },
      { from: "premium", to: "pro" },
    ]);
    expect(events[0]?.["actor_id"]).toBe(`platform:${by.user.id}`);
  });

  it("[PLN-05] granted credits stand in the ledger with their note", async () => {
    const { merchant, ctx } = await createStaffedMerchant(platform, "owner", { credits: 1 });
    const view = await grantCredits(await admin(), {
      merchantId: ctx.merchantId,
      amount: 50,
      note: "Sorry for Tuesday",
    });
    expect(view.credits.available).toBe(51);
    const { items } = await listCreditEntries(ctx, { limit: 1 });
    expect(items).toMatchObject([
      { kind: "grant", amount: 50, balanceAfter: 51, reference: { label: "Sorry for Tuesday" } },
    ]);
    expect(await balance(merchant.id)).toBe(51);
  });

  it("[PLN-05] lists holds nobody settled, so that dead ones can be released", async () => {
    const { id: merchantId } = await createMerchant(test.db, { credits: 10 });
    const found = await withMerchant(test.db, { merchantId }, async (tx) => {
      await reserveCredits(tx, { amount: 3, feature: "import", purposes: ["a"] });
      await reserveCredits(tx, { amount: 3, feature: "import", purposes: ["b"] });
      await commitReservations(tx, [{ purpose: "b", reference: { kind: "product", id: "b" } }], { kind: "import" });
      const soon = new Date(Date.now() + 60_000);
      return [
        await listOpenReservations(tx, { feature: "import", before: soon, limit: 10 }),
        await listOpenReservations(tx, { feature: "import", before: new Date(Date.now() - 60_000), limit: 10 }),
      ];
    });
    expect(found).toEqual([[{ purpose: "a", amount: 3 }], []]);
  });
});
