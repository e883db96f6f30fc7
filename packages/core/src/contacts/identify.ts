import { createHash } from "node:crypto";
import type { IdentifierType } from "@nexusone/contracts/contact-terms";
import type { IdentifierInput } from "@nexusone/contracts/contacts";
import { findHomeCountry, type Identified } from "@nexusone/db/queries/contacts";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { numberVariants } from "@nexusone/whatsapp/rules";
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";
import { DomainError } from "../errors.ts";

/** A WhatsApp user's number or id, which is compared as it stands. */
const WHATSAPP_ID = /^[A-Za-z0-9._:-]{3,128}$/;
/** A person's id within one business at WhatsApp (facts section 5). */
export const USER_ID = /^[A-Z]{2}\./;
const Email = z.email().max(254);

const READERS: Record<IdentifierType, (value: string, country: string) => string | undefined> = {
  phone: toE164,
  email: (value) => Email.safeParse(value.trim().toLowerCase()).data,
  whatsapp: (value) => (WHATSAPP_ID.test(value.trim()) ? value.trim() : undefined),
};

/**
 * "06 12 34 56 78" written in France is +33612345678. Undefined for what is no possible number; whether anybody answers there is not
 * asked. `country` is that of numbers without a country code.
 */
export function toE164(value: string, country: string): string | undefined {
  const number = parsePhoneNumberFromString(value, isSupportedCountry(country) ? country : undefined);
  return number?.isPossible() ? number.number : undefined;
}

/** The one form in which an identifier is kept. @throws `contacts.identifier_invalid` {value}. */
export function identify({ type, value }: IdentifierInput, country: string): Identified {
  const kept = READERS[type](value, country);
  if (kept === undefined) throw new DomainError("contacts.identifier_invalid", { value });
  return identified(type, kept);
}

const identified = (type: IdentifierType, value: string): Identified => ({
  type,
  value,
  digest: createHash("sha256").update(`${type}:${value}`).digest("base64url"),
});

/** Other ways in which the same telephones are written: Brazil with and without the 9, and its like. To look people up by. */
export function writtenOtherwise(known: readonly Identified[]): Identified[] {
  return known.flatMap(({ type, value }) =>
    type === "phone"
      ? numberVariants(value.slice(1))
          .map((digits) => `+${digits}`)
          .filter((variant) => variant !== value)
          .map((variant) => identified(type, variant))
      : [],
  );
}

/** The same for several: each once, in one order for everybody, so that two who add the same wait for each other in turn. */
export async function identifyAll(tx: MerchantTx, given: readonly IdentifierInput[]): Promise<Identified[]> {
  if (given.length === 0) return [];
  const country = (await findHomeCountry(tx)) ?? "";
  const all = new Map(given.map((one) => identify(one, country)).map((one) => [one.digest, one]));
  return [...all.values()].toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
}
