/** A name under which WhatsApp knows somebody or something. */
export type Identifier =
  | { type: "phone"; digits: string }
  | { type: "user_id"; userId: string; parent: boolean }
  | { type: "lid"; lid: string }
  | { type: "group"; groupId: string };

/** Business-scoped user id: country, dot, up to 128 letters and digits; `FR.ENT.…` is one of linked portfolios. */
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/**
 * What a text of a vendor names: `33639980101`, `+33 6 39 98 01 01`, `FR.314…`, `33639980101@s.whatsapp.net`, `987…@lid`, `1203…@g.us`.
 * Null for what it cannot be. Tested for a user id before anything is taken for a phone number (facts section 5).
 */
export function readIdentifier(value: string): Identifier | null {
  const given = value.trim();
  const userId = USER_ID.exec(given);
  if (userId) return { type: "user_id", userId: given, parent: userId[1] !== undefined };
  const [name = "", host = "s.whatsapp.net", ...rest] = given.split("@");
  if (rest.length > 0) return null;
  if (host === "lid") return /^\d{5,20}$/.test(name) ? { type: "lid", lid: name } : null;
  if (host === "g.us") return /^[\d-]{5,40}$/.test(name) ? { type: "group", groupId: given } : null;
  if (host !== "s.whatsapp.net" && host !== "c.us") return null;
  const digits = name.replace(/^\+|[\s().-]/g, "");
  return /^[1-9]\d{6,14}$/.test(digits) ? { type: "phone", digits } : null;
}

type Plan = { long: RegExp; toShort: string; short: RegExp; toLong: string; canonical: "long" | "short" };

/**
 * Countries where WhatsApp writes a mobile number with or without a digit (facts section 2): 9 after the area code in Brazil (of
 * subscribers that begin with 6 to 9), 1 after 52 in Mexico, 9 after 54 in Argentina. The canonical form is what people dial today.
 */
const PLANS: Plan[] = [
  {
    long: /^55(\d\d)9([6-9]\d{7})$/,
    toShort: "55$1$2",
    short: /^55(\d\d)([6-9]\d{7})$/,
    toLong: "55$19$2",
    canonical: "long",
  },
  { long: /^521(\d{10})$/, toShort: "52$1", short: /^52([2-9]\d{9})$/, toLong: "521$1", canonical: "short" },
  { long: /^549(\d{10})$/, toShort: "54$1", short: /^54([1-8]\d{9})$/, toLong: "549$1", canonical: "long" },
];

/**
 * Every way the same phone may be written, the canonical one first. Digits with country code, without plus. Look people up by all
 * of them; send to the one WhatsApp itself used.
 */
export function numberVariants(digits: string): string[] {
  for (const { long, toShort, short, toLong, canonical } of PLANS) {
    const other = long.test(digits)
      ? { long: digits, short: digits.replace(long, toShort) }
      : short.test(digits)
        ? { long: digits.replace(short, toLong), short: digits }
        : null;
    // The other form must lead back, or it is another number.
    if (other && short.test(other.short) && long.test(other.long))
      return canonical === "long" ? [other.long, other.short] : [other.short, other.long];
  }
  return [digits];
}

/** The one form in which a number is compared; the same for all its variants. */
export function canonicalNumber(digits: string): string {
  return numberVariants(digits)[0] ?? digits;
}

export function isSameNumber(a: string, b: string): boolean {
  return canonicalNumber(a) === canonicalNumber(b);
}
