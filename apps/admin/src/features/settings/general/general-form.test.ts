import { type MerchantSettings, UpdateMerchantInput } from "@nexusone/contracts/merchants";
import { describe, expect, it } from "vitest";
import { FIELD_OF, toUpdate, toValues } from "./general-form.ts";

const settings: MerchantSettings = {
  id: "0192f000-0000-7000-8000-00000000000a" as MerchantSettings["id"],
  name: "Demo Store",
  slug: "demo-store",
  isDemo: true,
  currency: "EUR",
  destinationCountry: "FR",
  destinationZip: null,
  timezone: "Europe/Paris",
  locale: "en",
  vatRateBps: 2_000,
  pricesIncludeVat: true,
  feeRateBps: 150,
  feeFixedMinor: 25,
  duty: { kind: "percent", rateBps: 470 },
  defaultPriceRule: { kind: "multiplier", factor: "2.5", of: "landed" },
  carrierMaxDays: 15,
  floorMarginBps: 1_500,
  publicCatalogue: false,
  maxRiseBps: 2_500,
  maxFallBps: null,
  fx: { from: "USD", to: "EUR", rate: "0.92", asOf: "2026-01-01", source: "reference" },
  createdAt: "2026-01-01T00:00:00Z",
};

describe("the general settings as a form", () => {
  it("sends back what was shown when nothing was typed, and leaves the reference rate a reference", () => {
    expect(toValues(settings, "fr")).toMatchObject({ feeFixed: "0,25", fxRate: "0,92", fee: "1,5" });
    for (const locale of ["en", "fr"])
      expect(UpdateMerchantInput.parse(toUpdate(toValues(settings, locale), settings))).toEqual(
        UpdateMerchantInput.parse(toUpdate(toValues(settings, "en"), settings)),
      );
    const input = UpdateMerchantInput.parse(toUpdate(toValues(settings, "fr"), settings));
    expect(input).toMatchObject({
      maxRiseBps: 2_500,
      maxFallBps: null,
      vatRateBps: 2_000,
      feeFixedMinor: 25,
      duty: settings.duty,
      destinationZip: null,
    });
    expect(input).not.toHaveProperty("fxRate");
  });

  it("makes a typed rate the merchant's own, comma or point", () => {
    expect(toUpdate({ ...toValues(settings, "en"), fxRate: "0,95" }, settings)).toMatchObject({ fxRate: "0.95" });
  });

  it.each([
    ["vat", "20 percent"],
    ["fee", ""],
    ["feeFixed", "0.255"],
    ["floor", "99"],
    ["rise", "a lot"],
    ["fall", "101"],
    ["dutyValue", "x"],
    ["carrierMaxDays", "two"],
    ["fxRate", "about one"],
  ] as const)("refuses %s of %o at its own field", (field, text) => {
    const result = UpdateMerchantInput.safeParse(toUpdate({ ...toValues(settings, "en"), [field]: text }, settings));
    expect(result.success).toBe(false);
    const fields = result.error?.issues.map(({ path }) => FIELD_OF[path.join(".")] ?? path.join("."));
    expect(fields).toContain(field);
  });
});
