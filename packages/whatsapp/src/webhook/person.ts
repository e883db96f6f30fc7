import { z } from "zod";

import * as field from "../shared/fields.ts";
import { fieldsOf } from "../shared/fields.ts";
import type { Person } from "./types.ts";

export const NOBODY: Person = {
  phone: null,
  userId: null,
  parentUserId: null,
  lid: null,
  displayName: null,
  username: null,
};

/** Two-letter country, dot, up to 128 letters and digits; `FR.ENT.…` for linked portfolios (facts section 5). */
const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

/**
 * The person behind the names of a message or status. `from` and `wa_id` are left out when the number is hidden, and have been seen
 * holding a user id, so a phone is what has digits only.
 */
export function personOf(names: { phone?: unknown; userId?: unknown; parentUserId?: unknown }): Person {
  const phone = field.text(names.phone);
  const userId = field.text(names.userId);
  return {
    ...NOBODY,
    phone: phone !== null && !USER_ID.test(phone) ? digitsOf(phone) : null,
    userId: userId ?? (phone !== null && USER_ID.test(phone) ? phone : null),
    parentUserId: field.text(names.parentUserId),
  };
}

export function isNobody(person: Person): boolean {
  return person.phone === null && person.userId === null && person.lid === null;
}

/** "+33 6 39 98 00 11" is 33639980011; null for what holds letters. */
export function digitsOf(value: string): string | null {
  const digits = value.replace(/[\s().+-]/g, "");
  return /^\d{3,20}$/.test(digits) ? digits : null;
}

const Contact = z.object({
  wa_id: field.label,
  user_id: field.label,
  parent_user_id: field.label,
  profile: z.unknown().optional(),
});

type Profile = Pick<Person, "phone" | "userId" | "parentUserId" | "displayName" | "username">;
/** The `contacts` of a value by number (`33…`) and by user id (`FR.…`), which never look alike. */
export type Contacts = ReadonlyMap<string, Profile>;

/** Read once for all messages of a value; of two with the same number or id the first counts. */
export function indexContacts(rows: readonly unknown[]): Contacts {
  const found = new Map<string, Profile>();
  for (const row of rows) {
    const contact = Contact.safeParse(row).data;
    if (!contact) continue;
    const { phone, userId, parentUserId } = personOf({
      phone: contact.wa_id,
      userId: contact.user_id,
      parentUserId: contact.parent_user_id,
    });
    const { name, username } = fieldsOf(contact.profile);
    const profile = { phone, userId, parentUserId, displayName: field.text(name), username: field.text(username) };
    for (const key of [phone, userId]) if (key !== null && !found.has(key)) found.set(key, profile);
  }
  return found;
}

/**
 * Fills in what the value's `contacts` say of a person: names, and the identifier that the message lacks. Found by number or user
 * id, never by position; the profile, or the whole list, may be missing.
 */
export function withProfile(person: Person, contacts: Contacts): Person {
  const profile = contacts.get(person.phone ?? "") ?? contacts.get(person.userId ?? "");
  if (!profile) return person;
  return {
    ...person,
    phone: person.phone ?? profile.phone,
    userId: person.userId ?? profile.userId,
    parentUserId: person.parentUserId ?? profile.parentUserId,
    displayName: profile.displayName,
    username: profile.username,
  };
}
