import { z } from "zod";

import * as field from "../shared/fields.ts";
import { fieldsOf } from "../shared/fields.ts";
import type { ContactCard } from "./message-types.ts";

const list = z.preprocess((value) => (Array.isArray(value) ? value : []), field.rows);

const Card = z
  .object({
    name: z.unknown().optional(),
    phones: list,
    emails: list,
    org: z.unknown().optional(),
    vcard: field.words,
  })
  .transform(({ name, phones, emails, org, vcard }): ContactCard => ({
    // The Cloud API nests the name, Whapi does not.
    formattedName: field.text(fieldsOf(name).formatted_name) ?? field.text(name),
    phones: phones.map(fieldsOf).map((row) => ({
      phone: field.text(row.phone),
      waId: field.text(row.wa_id),
      type: field.text(row.type),
    })),
    emails: emails.map((row) => field.text(fieldsOf(row).email)).filter((email) => email !== null),
    organisation: field.text(fieldsOf(org).company),
    vcard,
  }));

/** Cards of a message; one may lack phones or name. Throws ZodError when they are no list of objects. */
export function readCards(value: unknown): ContactCard[] {
  return z.array(Card).parse(value);
}
