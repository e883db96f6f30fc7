import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createStaffedMerchant } from "@nexusone/testing/contexts";
import { asRole, openShop, type Shop } from "../imports/shop.fixture.ts";
import { connectCj } from "./connect-cj.ts";
import { disconnectCj } from "./disconnect-cj.ts";
import { getCjStatus } from "./get-cj-status.ts";
import { listCjUsage } from "./list-cj-usage.ts";
import { testCj } from "./test-cj.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
afterEach(() => shop.sandbox.control.faults.clear());

const key = "CJ1000001@api@0123456789abcdef0123456789abcdef";
const staffed = (overrides = {}) => createStaffedMerchant(shop.platform, "owner", { isDemo: true, ...overrides });

describe("connection to CJ", () => {
  it("[CJA-02] proves control, reads the account's limits and never gives the key back", async () => {
    const { ctx, merchant } = await staffed();
    expect(await getCjStatus(ctx)).toEqual({ allowed: ["sandbox"], connection: null });
    const status = await connectCj(ctx, { apiKey: key, environment: "sandbox" });
    expect(status.connection).toMatchObject({
      environment: "sandbox",
      accountLabel: "Demo Store",
      status: "connected",
      qpsLimit: 4,
      pointsPerDay: 50_000,
    });
    const [row] = await shop.database.sql`select * from cj_connections where merchant_id = ${merchant.id}`;
    const stored = JSON.stringify(row);
    const requests = await shop.sandbox.control.requests.list({ vendor: "cj-api" });
    expect(requests.length).toBeGreaterThan(0);
    for (const secret of ["0123456789abcdef0123456789abcdef", "API@CJ1000001", "48213377"]) {
      expect(stored).not.toContain(secret);
      expect(JSON.stringify([status, await getCjStatus(ctx), await listCjUsage(ctx)])).not.toContain(secret);
    }
    expect((await listCjUsage(ctx)).items.map((call) => call.endpoint)).toEqual([
      "setting/get",
      "authentication/getAccessToken",
    ]);
    await disconnectCj(ctx);
    await disconnectCj(ctx);
    expect((await getCjStatus(ctx)).connection).toBeNull();
  });

  it("[CJA-02] an account belongs to one merchant, and is free again after a disconnect", async () => {
    const [a, b] = [await staffed(), await staffed()];
    await connectCj(a.ctx, { apiKey: key, environment: "sandbox" });
    await expect(connectCj(b.ctx, { apiKey: key, environment: "sandbox" })).rejects.toMatchObject({
      reason: "cj.account_taken",
    });
    expect((await getCjStatus(b.ctx)).connection).toBeNull();
    await connectCj(a.ctx, { apiKey: key, environment: "sandbox" });
    await disconnectCj(a.ctx);
    expect((await connectCj(b.ctx, { apiKey: key, environment: "sandbox" })).connection).not.toBeNull();
    await disconnectCj(b.ctx);
  });

  it("[CJA-02] refuses a wrong key, and the simulated CJ to real merchants", async () => {
    const { ctx } = await staffed();
    const wrong = "CJ1000001@api@ffffffffffffffffffffffffffffffff";
    await expect(connectCj(ctx, { apiKey: wrong, environment: "sandbox" })).rejects.toMatchObject({
      reason: "cj.key_rejected",
    });
    expect((await listCjUsage(ctx)).items[0]).toMatchObject({ failure: "unauthorised" });
    const real = await staffed({ isDemo: false });
    await expect(connectCj(real.ctx, { apiKey: key, environment: "sandbox" })).rejects.toMatchObject({
      reason: "cj.sandbox_refused",
    });
    expect((await getCjStatus(real.ctx)).allowed).toEqual([]);
    const closed = shop.process({ config: { ...shop.platform.config, demo: false } });
    await expect(
      connectCj({ ...ctx, platform: closed }, { apiKey: key, environment: "sandbox" }),
    ).rejects.toMatchObject({ reason: "cj.sandbox_refused" });
  });

  it("[AUT-05] [CJA-02] is managed by owner and admin only", async () => {
    const { ctx } = await staffed();
    for (const role of ["product_editor", "support"] as const)
      for (const act of [
        connectCj(asRole(ctx, role), { apiKey: key, environment: "sandbox" }),
        disconnectCj(asRole(ctx, role)),
        testCj(asRole(ctx, role)),
      ])
        await expect(act).rejects.toMatchObject({ reason: "request.forbidden" });
    expect((await getCjStatus(asRole(ctx, "support"))).connection).toBeNull();
  });

  it("[CJA-02] a test tells whether CJ accepts us and when it was asked", async () => {
    const { ctx } = await shop.merchant();
    expect((await testCj(ctx)).connection).toMatchObject({
      status: "connected",
      lastTestedAt: shop.platform.clock.now().toISOString(),
    });
    await shop.sandbox.control.faults.add({ match: { vendor: "cj-api" }, kind: "status", status: 500 });
    await expect(testCj(ctx)).rejects.toMatchObject({ reason: "cj.unavailable" });
  });
});
