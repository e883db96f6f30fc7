import { CURRENCIES } from "@nexusone/contracts/currencies";
import { MerchantSettings, PricingContext, UpdateMerchantInput } from "@nexusone/contracts/merchants";
import { currencyExponent } from "@nexusone/contracts/money";
import { applyEnding } from "@nexusone/contracts/price-rule";
import { Decimal, PriceRuleSchema } from "@nexusone/contracts/pricing";
import { withMerchant } from "@nexusone/db/with-merchant";
import {
  clientContext,
  createMember,
  createStaffedMerchant,
  createTestPlatform,
  userContext,
  type TestPlatform,
} from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createUser } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newcomer, reasonOf, signUpInput } from "../identity/identity.fixture.ts";
import { signUp } from "../identity/sign-up.ts";
import { countryDefaults } from "./country-defaults.ts";
import { createMerchant, listMine } from "./create-merchant.ts";
import { firstPriceRule } from "./insert-merchant.ts";
import { pricingContext } from "./pricing-context.ts";
import { REFERENCE_RATES, REFERENCE_RATES_AS_OF } from "./reference-rates.ts";
import { getSettings, updateSettings } from "./settings.ts";
import { slugOf } from "./slug.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(database.db);
});
afterAll(() => database.close());

const changesOf = async (merchantId: string) =>
  (
    await database.sql`select payload from events where merchant_id = ${merchantId} and type = 'merchant.updated' order by id`
  ).map((row) => (row["payload"] as { fields: string[] }).fields);

describe("settings", () => {
  it("[AUT-06] are those of one's own merchant, also in the same moment", async () => {
    const shops = await Promise.all(
      ["One", "Two", "Three", "Four"].map((name) => createStaffedMerchant(platform, "owner", { name })),
    );
    const seen = await Promise.all([...shops, ...shops].map(({ ctx }) => getSettings(ctx)));
    expect(seen.map((each) => MerchantSettings.parse(each).name)).toEqual([
      "One",
      "Two",
      "Three",
      "Four",
      "One",
      "Two",
      "Three",
      "Four",
    ]);
  });

  it("change where asked, nowhere else, and the event names what really changed", async () => {
    const [mine, theirs] = [await createStaffedMerchant(platform), await createStaffedMerchant(platform)];
    const [before, others] = [await getSettings(mine.ctx), await getSettings(theirs.ctx)];
    const after = await updateSettings(mine.ctx, { feeRateBps: 175, name: before.name, duty: { kind: "none" } });
    expect(after).toEqual({ ...before, feeRateBps: 175, duty: { kind: "none" } });
    expect(await getSettings(mine.ctx)).toEqual(after);
    expect(await getSettings(theirs.ctx)).toEqual(others);
    expect(await changesOf(mine.ctx.merchantId)).toEqual([["feeRateBps", "duty"]]);
    await updateSettings(mine.ctx, { feeRateBps: 175 });
    expect(await changesOf(mine.ctx.merchantId)).toHaveLength(1);
    expect(await changesOf(theirs.ctx.merchantId)).toEqual([]);
  });

  it("take a rate as the merchant's own, of the day it was entered", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    expect((await getSettings(ctx)).fx.source).toBe("reference");
    const { fx } = await updateSettings(ctx, { fxRate: "0.8712" });
    expect(fx).toEqual({ from: "USD", to: "EUR", rate: "0.8712", asOf: "2026-03-02", source: "merchant" });
    expect((await withMerchant(database.db, ctx, pricingContext)).terms.fxRate).toBe("0.8712");
  });

  it("[AUT-04] are read by every role and changed by owners and admins", async () => {
    const { ctx: owner } = await createStaffedMerchant(platform);
    for (const role of ["owner", "admin", "product_editor", "support"] as const) {
      const { ctx } = await createMember(platform, owner.merchantId, role);
      expect(await reasonOf(getSettings(ctx))).toBe("nothing was refused");
      const allowed = role === "owner" || role === "admin";
      const change = (async () => updateSettings(ctx, { floorMarginBps: 500 }))();
      expect(await reasonOf(change), role).toBe(allowed ? "nothing was refused" : "request.forbidden");
    }
  });
});

describe("pricingContext", () => {
  it("[AUT-06] holds the terms of the transaction's merchant and nobody else's", async () => {
    const euro = await createStaffedMerchant(platform, "owner", {
      vatRateBps: 2000,
      feeRateBps: 150,
      feeFixedMinor: 25,
      commissionBps: 0,
    });
    const yen = await createStaffedMerchant(platform, "owner", { currency: "JPY", destinationCountry: "JP" });
    const context = await withMerchant(database.db, euro.ctx, pricingContext);
    expect(PricingContext.parse(context)).toEqual({
      terms: {
        currency: "EUR",
        fxRate: "0.9",
        vatRateBps: 2000,
        pricesIncludeVat: true,
        feeRateBps: 150,
        feeFixedMinor: 25,
        duty: { kind: "unknown" },
        commissionBps: 0,
      },
      defaultPriceRule: { kind: "multiplier", factor: "2.5", of: "landed" },
      floorMarginBps: 1000,
      destinationCountry: "FR",
    });
    expect((await withMerchant(database.db, yen.ctx, pricingContext)).terms.currency).toBe("JPY");
    const nobody = withMerchant(database.db, { merchantId: crypto.randomUUID() }, pricingContext);
    expect(await reasonOf(nobody)).toBe("request.not_found");
  });
});

describe("createMerchant", () => {
  it("gives somebody who has an account another merchant of their own", async () => {
    const user = await createUser(database.db);
    const ctx = userContext(platform, user);
    const input = { name: "Second Shop", currency: "XOF" as const, destinationCountry: "SN" };
    const created = await createMerchant(ctx, input);
    expect(created).toMatchObject({ name: "Second Shop", slug: "second-shop", role: "owner", plan: "free" });
    expect(await listMine(ctx)).toEqual([created]);
    const [row] = await database.sql`select * from merchants where id = ${created.merchantId}`;
    expect(row).toMatchObject({ currency: "XOF", vat_rate_bps: 1800, timezone: "Africa/Dakar" });
    const stranger = userContext(platform, await createUser(database.db));
    expect(await listMine(stranger)).toEqual([]);
  });

  it("is refused before the address is confirmed", async () => {
    const { userId } = await newcomer(platform);
    const ctx = userContext(platform, { id: userId });
    const create = createMerchant(ctx, { name: "Too Early", currency: "EUR", destinationCountry: "FR" });
    expect(await reasonOf(create)).toBe("identity.email_unverified");
    expect(await database.sql`select 1 from merchants where name = 'Too Early'`).toHaveLength(0);
  });
});

describe("what a merchant starts with", () => {
  it("is a rate for every currency and a price rule that ends on .99 where the currency has cents", async () => {
    expect(REFERENCE_RATES_AS_OF).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const currency of CURRENCIES) {
      expect(Decimal.parse(REFERENCE_RATES[currency])).not.toMatch(/^0*\.?0*$/);
      const rule = PriceRuleSchema.parse(firstPriceRule(currency));
      const ends = { 0: 1_200, 2: 1_299, 3: 1_990 }[currencyExponent(currency)];
      expect(applyEnding(1_200, rule.ending), currency).toBe(ends);
    }
  });

  it("works for every currency", async () => {
    for (const currency of CURRENCIES) {
      const email = `${currency.toLowerCase()}@example.com`;
      const { me } = await signUp(clientContext(platform), signUpInput(email, { currency }));
      const merchantId = me.memberships[0]!.merchantId;
      expect((await withMerchant(database.db, { merchantId }, pricingContext)).terms.currency).toBe(currency);
    }
  });

  it("is the destination's VAT and a zone that exists, and none where we know none", () => {
    expect(countryDefaults("FR")).toEqual({ vatRateBps: 2000, timezone: "Europe/Paris" });
    expect(countryDefaults("FI").vatRateBps).toBe(2550);
    expect(countryDefaults("US")).toEqual({ vatRateBps: 0, timezone: "UTC" });
    expect(countryDefaults("constructor")).toEqual({ vatRateBps: 0, timezone: "UTC" });
    const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(65 + n));
    for (const country of letters.flatMap((first) => letters.map((second) => first + second))) {
      const { vatRateBps, timezone } = countryDefaults(country);
      expect(UpdateMerchantInput.safeParse({ vatRateBps, timezone }).success, country).toBe(true);
    }
  });

  it("is an address made of its name", () => {
    const slugs = {
      "Café Lumière & Co": "cafe-lumiere-co",
      "  --Hello--  ": "hello",
      متجر: "shop",
      "🙂": "shop",
      [`${"long ".repeat(20)}`]: "long-long-long-long-long-long-long-long",
    };
    for (const [name, slug] of Object.entries(slugs)) expect(slugOf(name)).toBe(slug);
  });
});
