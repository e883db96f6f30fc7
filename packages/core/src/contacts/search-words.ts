import type { ContactRow, Identified } from "@nexusone/db/queries/contacts";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { searchTextOf, searchWords } from "../catalog/search-text.ts";

const DIGITS_ALONE = /^[\d\s()+./-]+$/;

/** What a person is found by: words of the name, of addresses and ids, and the phone number as it is dialled at home and abroad. */
export function contactSearchText(
  { name }: Pick<ContactRow, "name">,
  identifiers: readonly Pick<Identified, "type" | "value">[],
): string {
  const written = identifiers.map(({ type, value }) => (type === "phone" ? phoneForms(value) : value));
  return searchTextOf(name, ...written);
}

function phoneForms(e164: string): string {
  const abroad = e164.replace(/\D/g, "");
  const home = parsePhoneNumberFromString(e164)?.formatNational().replace(/\D/g, "");
  return home === undefined || home === abroad ? abroad : `${abroad} ${home}`;
}

/** The words of a question. A number is one word however it is spaced: "06 12 34" begins a phone number. */
export function contactWords(q: string): string[] {
  if (!DIGITS_ALONE.test(q)) return searchWords(q);
  const digits = q.replace(/\D/g, "").replace(/^00/, "");
  return digits === "" ? [] : [digits];
}
