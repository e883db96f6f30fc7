import { EXTENSION_SCOPES, PERMISSIONS, type Permission, type Role } from "@nexusone/contracts/permissions";
import { putFxRate } from "@nexusone/db/queries/merchants";
import { withSystem } from "@nexusone/db/with-merchant";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorize } from "./authorize.ts";
import type { Actor, ServiceContext } from "./context.ts";
import { recordEvent } from "./events/record-event.ts";
import { reasonOf } from "./identity/identity.fixture.ts";
import { inMerchantTx } from "./transaction.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase();
  platform = createTestPlatform(database.db);
});
afterAll(() => database.close());

const refusal = (actor: object, permission: Permission) =>
  reasonOf((async () => authorize({ actor } as unknown as ServiceContext, permission))());
const allowed = async (actor: object) => {
  const list: Permission[] = [];
  for (const permission of PERMISSIONS)
    if ((await refusal(actor, permission)) === "nothing was refused") list.push(permission);
  return list;
};
const user = (role: Role) => ({ kind: "user", role });

describe("authorize", () => {
  it("[AUT-04] gives each role what its table says and nothing more", async () => {
    expect(await allowed(user("owner"))).toEqual([...PERMISSIONS]);
    expect(await allowed(user("admin"))).toEqual(
      PERMISSIONS.filter((each) => each !== "billing:manage" && each !== "archive:export"),
    );
    expect((await allowed(user("product_editor"))).toSorted()).toEqual([
      "analytics:own",
      "analytics:read",
      "billing:read",
      "campaigns:read",
      "catalog:delete",
      "catalog:edit",
      "catalog:import",
      "catalog:import_bulk",
      "catalog:read",
      "channels:read",
      "cj:read",
      "contacts:edit",
      "contacts:read",
      "conversations:read",
      "conversations:reply",
      "extension:use",
      "jobs:manage",
      "jobs:read",
      "notifications:own",
      "orders:manage",
      "orders:read",
      "payments:read",
      "settings:read",
      "team:read",
      "templates:read",
    ]);
    expect((await allowed(user("support"))).toSorted()).toEqual([
      "analytics:own",
      "campaigns:read",
      "catalog:read",
      "channels:read",
      "cj:read",
      "contacts:edit",
      "contacts:read",
      "conversations:read",
      "conversations:reply",
      "jobs:read",
      "notifications:own",
      "orders:manage",
      "orders:read",
      "payments:read",
      "settings:read",
      "team:read",
      "templates:read",
    ]);
  });

  it("[AUT-05] lets product editors and higher create products, and support not", async () => {
    for (const permission of ["catalog:import", "catalog:import_bulk", "catalog:edit"] as const) {
      for (const role of ["owner", "admin", "product_editor"] as const)
        expect(await refusal(user(role), permission)).toBe("nothing was refused");
      expect(await refusal(user("support"), permission)).toBe("request.forbidden");
    }
  });

  it("gives a paired browser what both its scopes and its person's role allow", async () => {
    const browser = (role: Role, scopes: readonly string[]) => ({ kind: "extension_session", role, scopes });
    expect(await allowed(browser("owner", EXTENSION_SCOPES))).toEqual([...EXTENSION_SCOPES].toSorted(byTable));
    expect(await allowed(browser("support", EXTENSION_SCOPES))).toEqual(["catalog:read", "orders:read"]);
    expect(await refusal(browser("owner", ["catalog:read"]), "catalog:import")).toBe("request.scope_missing");
    expect(await refusal(browser("support", EXTENSION_SCOPES), "catalog:import")).toBe("request.forbidden");
    expect(await refusal(browser("owner", EXTENSION_SCOPES), "team:manage")).toBe("request.scope_missing");
  });
});
const byTable = (a: Permission, b: Permission) => PERMISSIONS.indexOf(a) - PERMISSIONS.indexOf(b);

describe("work without a person", () => {
  it("[AUT-07] writes for the merchant it names, is on record as such, and reaches no other merchant", async () => {
    const [mine, theirs] = [await createStaffedMerchant(platform), await createStaffedMerchant(platform)];
    const actor: Actor = { kind: "system", name: "inbox" };
    const ctx: ServiceContext = { ...mine.ctx, actor };
    authorize(ctx, "settings:manage");
    await inMerchantTx(ctx, async (tx) => {
      const pair = { fromCurrency: "USD", toCurrency: "GBP", rate: "0.74", asOf: "2026-03-02" };
      await putFxRate(tx, { ...pair, source: "merchant" });
      await recordEvent(tx, ctx, "merchant.updated", { fields: ["fx"] });
    });
    const written = await database.sql`select merchant_id from fx_rates where to_currency = 'GBP'`;
    expect(written.map((row) => row["merchant_id"])).toEqual([mine.merchant.id]);
    const events =
      await database.sql`select merchant_id, actor_kind, actor_id from events where type = 'merchant.updated'`;
    expect(events).toMatchObject([{ merchant_id: mine.merchant.id, actor_kind: "system", actor_id: "inbox" }]);
    const foreign = inMerchantTx(ctx, (tx) =>
      tx.execute(`insert into fx_rates (merchant_id, from_currency, to_currency, rate, as_of, source)
        values ('${theirs.merchant.id}', 'USD', 'CHF', '1', '2026-03-02', 'merchant')`),
    );
    await expect(foreign).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  it("[AUT-06] [AUT-07] sees and writes nothing when it names no merchant", async () => {
    await createStaffedMerchant(platform);
    const seen = await withSystem(database.db, (tx) => tx.execute("select id from merchants"));
    expect(seen.rows).toEqual([]);
    const blind = withSystem(database.db, (tx) =>
      tx.execute(`insert into merchants (slug, name, currency, destination_country, default_price_rule)
        values ('nobody', 'Nobody', 'EUR', 'FR', '{}')`),
    );
    await expect(blind).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});
