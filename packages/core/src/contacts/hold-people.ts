import {
  findContact,
  findIdentifiers,
  findLiving,
  lockContacts,
  lockOwners,
  type ContactRow,
  type Identified,
  type IdentifierRow,
} from "@nexusone/db/queries/contacts";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

/**
 * Whose these identifiers are, and keeps it so until the transaction ends: nobody is joined, taken apart or forgotten meanwhile. In the
 * one order of `lockContacts`, so whoever follows several people calls this once for all of them, before anything of theirs is locked.
 * Only when somebody was joined or taken apart between the two looks the others are locked after those that are held.
 */
export async function holdPeople(tx: MerchantTx, of: readonly Identified[]): Promise<IdentifierRow[]> {
  const held = new Set<string>();
  for (;;) {
    for (const id of await lockOwners(tx, of)) held.add(id);
    // Whoever had them may have been in the middle of a merge, for which the lock has waited.
    const known = held.size === 0 ? [] : await findIdentifiers(tx, of);
    if (known.every(({ contactId }) => held.has(contactId))) return known;
  }
}

/** The same of people who are named by their ids. @returns whom each of them is by now */
export async function holdContacts(tx: MerchantTx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const held = new Set<string>();
  for (;;) {
    const living = await findLiving(tx, ids);
    const others = [...new Set(living.values())].filter((id) => !held.has(id));
    if (others.length === 0) return living;
    for (const { id } of await lockContacts(tx, others)) held.add(id);
  }
}

/** Whom somebody is by now, held. @throws `contacts.not_found` */
export async function holdContact(tx: MerchantTx, id: string): Promise<ContactRow> {
  const held = (await holdContacts(tx, [id])).get(id);
  const contact = held === undefined ? undefined : await findContact(tx, held);
  if (!contact) throw new DomainError("contacts.not_found");
  return contact;
}
