import type { Address } from "@nexusone/contracts/addresses";

const LEFT_OUT = "…";

/** A carrier's words without what they say of the addressee: surname, phone, e-mail address, street. First name and city may stay. */
export function withoutPerson(text: string, { name, phone, line1, line2, zip }: Partial<Address>): string {
  const [, ...surnames] = (name ?? "").split(/\s+/);
  const secrets = [line1, line2, zip, phone, ...surnames].filter(
    (secret): secret is string => secret !== undefined && secret.trim().length > 2,
  );
  const masked = secrets.reduce(
    (left, secret) => left.replace(new RegExp(literal(secret.trim()), "giu"), LEFT_OUT),
    text,
  );
  // However a number is written; an address at sign is nobody's city.
  return masked.replace(/\S+@\S+/gu, LEFT_OUT).replace(/\+\d[\d\s().-]{6,}\d/gu, LEFT_OUT);
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
