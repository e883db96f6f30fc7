import type { DutyRule } from "@nexusone/contracts/margin";
import type { MerchantSettings } from "@nexusone/contracts/merchants";
import { amountText, parseAmount } from "@nexusone/contracts/money";
import { typedText } from "../../../lib/typed-text.ts";

export const DUTY_KINDS = ["unknown", "none", "per_parcel", "per_item", "percent"] as const;
/** The settings as they are typed: percents and amounts are texts. */
export type GeneralValues = {
  name: string;
  timezone: string;
  destinationCountry: string;
  destinationZip: string;
  carrierMaxDays: string;
  vat: string;
  pricesIncludeVat: boolean;
  fee: string;
  feeFixed: string;
  dutyKind: (typeof DUTY_KINDS)[number];
  dutyValue: string;
  fxRate: string;
  floor: string;
  rise: string;
  fall: string;
  publicCatalogue: boolean;
};

const percentText = (bps: number): string => String(bps / 100);
/** Percent as typed, a comma allowed; NaN, which no schema accepts, for anything else. */
const bps = (text: string): number => {
  const normal = text.trim().replace(",", ".");
  return /^\d{1,4}(\.\d{1,2})?$/.test(normal) ? Math.round(Number(normal) * 100) : Number.NaN;
};
const decimal = (text: string): string => text.trim().replace(",", ".");

function dutyText(duty: DutyRule): string {
  if (duty.kind === "percent") return percentText(duty.rateBps);
  return "usd" in duty ? duty.usd : "";
}

export const toValues = (settings: MerchantSettings, locale: string): GeneralValues => ({
  name: settings.name,
  timezone: settings.timezone,
  destinationCountry: settings.destinationCountry,
  destinationZip: settings.destinationZip ?? "",
  carrierMaxDays: String(settings.carrierMaxDays),
  vat: typedText(percentText(settings.vatRateBps), locale),
  pricesIncludeVat: settings.pricesIncludeVat,
  fee: typedText(percentText(settings.feeRateBps), locale),
  feeFixed: typedText(amountText(settings.feeFixedMinor, settings.currency), locale),
  dutyKind: settings.duty.kind,
  dutyValue: typedText(dutyText(settings.duty), locale),
  fxRate: typedText(settings.fx.rate, locale),
  floor: typedText(percentText(settings.floorMarginBps), locale),
  rise: settings.maxRiseBps === null ? "" : typedText(percentText(settings.maxRiseBps), locale),
  publicCatalogue: settings.publicCatalogue,
  fall: settings.maxFallBps === null ? "" : typedText(percentText(settings.maxFallBps), locale),
});

function toDuty({ dutyKind, dutyValue }: GeneralValues) {
  switch (dutyKind) {
    case "none":
    case "unknown":
      return { kind: dutyKind };
    case "percent":
      return { kind: dutyKind, rateBps: bps(dutyValue) };
    case "per_item":
    case "per_parcel":
      return { kind: dutyKind, usd: decimal(dutyValue) };
  }
}

/** What the server takes. The rate is sent only when it was changed: sending it makes it the merchant's own. */
export function toUpdate(values: GeneralValues, settings: MerchantSettings) {
  const fxRate = decimal(values.fxRate);
  return {
    name: values.name,
    timezone: values.timezone,
    destinationCountry: values.destinationCountry,
    destinationZip: values.destinationZip.trim() === "" ? null : values.destinationZip,
    carrierMaxDays: /^\d+$/.test(values.carrierMaxDays.trim()) ? Number(values.carrierMaxDays) : Number.NaN,
    vatRateBps: bps(values.vat),
    pricesIncludeVat: values.pricesIncludeVat,
    feeRateBps: bps(values.fee),
    feeFixedMinor: parseAmount(values.feeFixed, settings.currency) ?? Number.NaN,
    duty: toDuty(values),
    floorMarginBps: bps(values.floor),
    publicCatalogue: values.publicCatalogue,
    maxRiseBps: values.rise.trim() === "" ? null : bps(values.rise),
    maxFallBps: values.fall.trim() === "" ? null : bps(values.fall),
    ...(fxRate === settings.fx.rate ? {} : { fxRate }),
  };
}

/** Names of the form's fields for the paths of the schema. */
export const FIELD_OF: Record<string, string> = {
  vatRateBps: "vat",
  feeRateBps: "fee",
  feeFixedMinor: "feeFixed",
  floorMarginBps: "floor",
  maxRiseBps: "rise",
  maxFallBps: "fall",
  "duty.usd": "dutyValue",
  "duty.rateBps": "dutyValue",
};
