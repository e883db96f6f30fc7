import type { Address } from "@nexusone/contracts/addresses";

const LEFT_OUT = "…";

/** So many of its last digits make a number somebody's, however its country or trunk is written. */
const TELLING_DIGITS = 8;

/**
 * A carrier's words without what they say of the addressee: surname, phone, e-mail address, street, tax number. First name and
 * city may stay.
 */
export function withoutPerson(
  text: string,
  { name, phone, line1, line2, houseNumber, zip, taxId }: Partial<Address>,
): string {
  const [, ...surnames] = (name ?? "").split(/\s+/);
  // The longest first: of "12 rue de la Paix" nothing must be left because its number went alone.
  const secrets = [
    line1,
    line2,
    zip,
    phone,
    taxId,
    ...surnames,
    ...(houseNumber && line1 ? [`${houseNumber} ${line1}`] : []),
  ]
    .filter((secret): secret is string => secret !== undefined && secret.trim().length > 2)
    .toSorted((a, b) => b.length - a.length);
  const masked = secrets.reduce(
    (left, secret) => left.replace(new RegExp(literal(secret.trim()), "giu"), LEFT_OUT),
    text,
  );
  // However a number is written; an address at sign is nobody's city.
  const numbers = masked.replace(/\S+@\S+/gu, LEFT_OUT).replace(/\+\d[\d\s().-]{6,}\d/gu, LEFT_OUT);
  const digits = (phone ?? "").replace(/\D/g, "").slice(-TELLING_DIGITS);
  if (digits.length < TELLING_DIGITS) return numbers;
  return numbers.replace(new RegExp(`(?:\\+?\\d[\\d\\s().-]*)?${[...digits].join("[\\s().-]*")}`, "gu"), LEFT_OUT);
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
