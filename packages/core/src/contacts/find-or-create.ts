import type { IdentifierInput } from "@nexusone/contracts/contacts";
import {
  deleteContactRow,
  findContact,
  insertContact,
  insertIdentifiers,
  listIdentifiersOf,
  updateContactRow,
  type ContactRow,
  type IdentifierRow,
} from "@nexusone/db/queries/contacts";
import { spreadSuppressions } from "@nexusone/db/queries/suppressions";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { holdPeople } from "./hold-people.ts";
import { identifyAll, writtenOtherwise } from "./identify.ts";
import { noteConflict, type Claim } from "./note-conflict.ts";
import { contactSearchText } from "./search-words.ts";

export type Person = {
  readonly name: string;
  readonly language?: string | null;
  readonly note?: string;
  readonly identifiers: readonly IdentifierInput[];
  /** What named them, in case two people of ours turn out to be meant; a colleague or program when absent. */
  readonly claim?: Claim;
};
/** `made` is false for somebody who was here. */
export type Found = { readonly contact: ContactRow; readonly made: boolean };

/**
 * The person with one of these identifiers, or the same telephone written otherwise, else a new one. Identifiers they lack are added;
 * those of somebody else stay where they are and are written down as a conflict, since two people are made one by hand alone. However many ask at the same moment, there is one person: the unique key of the
 * identifiers decides, and who comes second takes what the first made. A person known without a name gets this one.
 * @throws `contacts.identifier_invalid` {value}.
 */
export async function findOrCreateContact(tx: MerchantTx, ctx: ServiceContext, person: Person): Promise<Found> {
  const wanted = await identifyAll(tx, person.identifiers);
  const all = [...wanted, ...writtenOtherwise(wanted)];
  const known = (await holdPeople(tx, all)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const [first] = known;
  if (first) {
    const contact = (await findContact(tx, first.contactId))!; // held
    const free = wanted.filter(({ digest }) => !known.some((one) => one.digest === digest));
    const added = await insertIdentifiers(tx, contact.id, free);
    const claim = person.claim ?? { source: "staff" };
    await noteConflict(tx, ctx, { contactId: contact.id, identifiers: wanted, known, claim });
    const named = contact.name === "" && person.name !== "";
    const changed = { ...contact, ...(named ? { name: plainText(person.name) } : {}) };
    if (named || added.length > 0) {
      await keepUp(tx, ctx, changed);
      const fields = [...(named ? ["name"] : []), ...(added.length > 0 ? ["identifiers"] : [])];
      await recordEvent(tx, ctx, "contact.updated", { contactId: contact.id, fields }, subjectOf(contact.id));
    }
    return { contact: changed, made: false };
  }
  const made = await insertContact(tx, {
    name: plainText(person.name),
    language: person.language ?? null,
    note: plainText(person.note ?? ""),
    addedAt: ctx.platform.clock.now(),
  });
  const added = await insertIdentifiers(tx, made.id, wanted);
  if (added.length < wanted.length) {
    // Somebody else was faster with one of them.
    await deleteContactRow(tx, made.id);
    return findOrCreateContact(tx, ctx, person);
  }
  await keepUp(tx, ctx, made, added);
  await recordEvent(tx, ctx, "contact.created", { contactId: made.id }, subjectOf(made.id));
  return { contact: made, made: true };
}

/** What follows from a person's name and identifiers: the words they are found by, and what they asked for elsewhere. */
export async function keepUp(
  tx: MerchantTx,
  ctx: ServiceContext,
  contact: Pick<ContactRow, "id" | "name">,
  known?: readonly IdentifierRow[],
): Promise<void> {
  const identifiers = known ?? (await listIdentifiersOf(tx, [contact.id]));
  await updateContactRow(tx, contact.id, {
    name: contact.name,
    searchText: contactSearchText(contact, identifiers),
  });
  if (identifiers.length > 1) await spreadSuppressions(tx, contact.id, ctx.platform.clock.now());
}

export const subjectOf = (id: string) => ({ kind: "contact", id }) as const;
