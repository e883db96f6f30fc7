import { z } from "zod";
import { namesProvince, postcodeRule, taxIdRule } from "./address-rules.ts";

/** Room for whatever a form, a table or a chat brought; whether parcels can go there is what `checkAddress` says. */
const Part = z.string().trim().max(500).default("");

/**
 * Where a parcel goes. Every part is a text, "" when nothing is known. An order keeps a copy of its own.
 * `zip` and `province` are the names that carriers use.
 */
export const Address = z.object({
  /** The recipient, for the label. */
  name: Part,
  phone: Part,
  line1: Part,
  line2: Part,
  houseNumber: Part,
  city: Part,
  province: Part,
  zip: Part,
  /** ISO 3166, two letters. */
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/),
  /** The recipient's number at customs, where a country asks for it. */
  taxId: Part,
});
export type Address = z.output<typeof Address>;
export const ADDRESS_FIELDS = [
  "name",
  "phone",
  "line1",
  "line2",
  "houseNumber",
  "zip",
  "city",
  "province",
  "country",
  "taxId",
] as const satisfies readonly (keyof Address)[];
export type AddressField = (typeof ADDRESS_FIELDS)[number];

export const ADDRESS_REASONS = [
  "address.missing",
  "address.too_long",
  "address.phone_invalid",
  "address.zip_invalid",
  "address.tax_id_invalid",
] as const;
/** What is wrong with one part. `details` fill the sentence of the reason. */
export const AddressProblem = z.object({
  field: z.enum(ADDRESS_FIELDS),
  reason: z.enum(ADDRESS_REASONS),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type AddressProblem = z.output<typeof AddressProblem>;

/** CJ's createOrderV2 takes a street of 200 and a phone of 20 characters (docs of 2026-02-26); the others are a label's. */
const MOST: Partial<Record<AddressField, number>> = { name: 100, line1: 200, line2: 200, phone: 20, city: 100 };

/**
 * What keeps a parcel from going to an address, by part; nothing when it can go. Asks for what CJ needs in every country and for
 * what the country itself needs (postcode, province, customs number). Pure.
 */
export function checkAddress(address: Address): AddressProblem[] {
  const zip = postcodeRule(address.country);
  const taxId = taxIdRule(address.country);
  const needed: readonly AddressField[] = [
    "name",
    "phone",
    "line1",
    "city",
    ...(namesProvince(address.country) ? (["province"] as const) : []),
    ...(zip.needed ? (["zip"] as const) : []),
    ...(taxId.needed ? (["taxId"] as const) : []),
  ];
  return ADDRESS_FIELDS.flatMap((field): AddressProblem[] => {
    const value = address[field].trim();
    const most = MOST[field];
    if (value === "") return needed.includes(field) ? [{ field, reason: "address.missing", details: {} }] : [];
    if (most !== undefined && value.length > most) return [{ field, reason: "address.too_long", details: { most } }];
    if (field === "phone" && !isPlausiblePhone(value)) return [{ field, reason: "address.phone_invalid", details: {} }];
    if (field === "zip" && !zip.fits(value))
      return [{ field, reason: "address.zip_invalid", details: { example: zip.example ?? "" } }];
    if (field === "taxId" && !taxId.fits(value))
      return [{ field, reason: "address.tax_id_invalid", details: { example: taxId.example ?? "" } }];
    return [];
  });
}

/** Carriers call the number. Seven to fifteen digits (E.164), and none that somebody made up to get past a form. */
function isPlausiblePhone(text: string): boolean {
  if (!/^\+?[\d\s()./-]+$/.test(text)) return false;
  const digits = text.replace(/\D/g, "");
  const madeUp = /^(\d)\1+$/.test(digits) || "01234567890123456789".includes(digits);
  return digits.length >= 7 && digits.length <= 15 && !madeUp;
}

/** What a carrier that asks for a province in every country is told: the city where addresses name none. */
export const provinceOrCity = ({ province, city }: Address): string => province || city;
