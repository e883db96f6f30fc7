import type { OrderAddress } from "./order.ts";

const ZIPS: Readonly<Record<string, RegExp>> = {
  US: /^\d{5}(-\d{4})?$/,
  FR: /^\d{5}$/,
  DE: /^\d{5}$/,
  ES: /^\d{5}$/,
  IT: /^\d{5}$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
  NL: /^\d{4} ?[A-Z]{2}$/i,
  BE: /^\d{4}$/,
  CH: /^\d{4}$/,
  AU: /^\d{4}$/,
  BR: /^\d{5}-?\d{3}$/,
  PT: /^\d{4}-\d{3}$/,
  PL: /^\d{2}-\d{3}$/,
};

/** Carriers that call before they come. */
const NEEDS_PHONE = new Set(["DHL Official"]);
const UNVERIFIED = 1001;

/** Why CJ stops an order it has accepted: it stays as it is until somebody gives another address. */
export function addressAttention(address: OrderAddress, carrier: string): Array<{ code: number; message: string }> {
  const zip = ZIPS[address.countryCode];
  const problems = [
    ...(zip && !zip.test(address.zip ?? "") ? ["Shipping address could not be verified"] : []),
    ...(/\bp\.?\s?o\.?\s?box\b/i.test(address.address) ? ["The carrier does not deliver to a PO box"] : []),
    ...(address.countryCode === "BR" && !address.taxId ? ["The recipient's tax id is required"] : []),
    ...(NEEDS_PHONE.has(carrier) && !address.phone ? ["The carrier requires the recipient's phone"] : []),
  ];
  return problems.map((message) => ({ code: UNVERIFIED, message }));
}
