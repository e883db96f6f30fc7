import { CONTACT_PURPOSES } from "@nexusone/contracts/contact-terms";
import { MergeContactsInput, type ContactView } from "@nexusone/contracts/contacts";
import { clearDefaultAddress, listAddressesOf, moveAddresses } from "@nexusone/db/queries/contact-addresses";
import { insertMerge, keepMerge, recordMovedRows } from "@nexusone/db/queries/contact-merges";
import {
  findLastConsent,
  followMerge,
  listIdentifiersOf,
  moveIdentifiers,
  updateContactRow,
  type ContactRow,
} from "@nexusone/db/queries/contacts";
import { lockConversationsOf } from "@nexusone/db/queries/conversation-changes";
import { insertSuppressions } from "@nexusone/db/queries/suppressions";
import type { KeptPerson } from "@nexusone/db/schema/contact-merges";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { mergeConversations } from "../conversations/merge-conversations.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { keepUp, subjectOf } from "./find-or-create.ts";
import { joinPersons } from "./joined-person.ts";
import { viewContact, wholeContact } from "./get-contact.ts";

/**
 * Two people turn out to be one. Identifiers, addresses and conversations go to `id`, what was asked for at any identifier holds at all
 * of them; `mergedId` stays as an empty row that leads there, because others refer to it: their orders, consents and places in
 * campaigns are read through it. What moved is on record, so that `unmergeContacts` can put it back.
 * @throws `contacts.same`, `contacts.not_found`.
 */
export async function mergeContacts(
  ctx: ServiceContext,
  rawInput: z.input<typeof MergeContactsInput>,
): Promise<ContactView> {
  authorize(ctx, "contacts:edit");
  const { id, mergedId } = MergeContactsInput.parse(rawInput);
  if (id === mergedId) throw new DomainError("contacts.same");
  return inMerchantTx(ctx, async (tx) => {
    // In one order for all, so that merging A into B and B into A at once cannot deadlock.
    const locked = new Map<string, ContactRow>();
    for (const one of [id, mergedId].toSorted()) locked.set(one, await wholeContact(tx, one));
    const [into, from] = [locked.get(id)!, locked.get(mergedId)!]; // both were just locked
    await lockConversationsOf(tx, [id, mergedId]);
    const mergeId = await insertMerge(tx, {
      contactId: id,
      mergedId,
      at: ctx.platform.clock.now(),
      byName: actorName(ctx.actor),
    });
    await recordMovedRows(tx, mergeId, mergedId);
    await holdWithdrawn(tx, ctx, [id, mergedId]);
    const ownDefault = (await listAddressesOf(tx, mergedId)).find((address) => address.isDefault);
    if ((await listAddressesOf(tx, id)).some((address) => address.isDefault)) await clearDefaultAddress(tx, mergedId);
    await moveAddresses(tx, mergedId, id);
    await moveIdentifiers(tx, mergedId, id);
    const conversations = await mergeConversations(tx, ctx, { from: mergedId, into: id });
    await followMerge(tx, mergedId, id);
    await updateContactRow(tx, mergedId, { ...NOBODY, searchText: "", mergedIntoId: id });
    const after = { ...into, ...joinPersons(personOf(into), personOf(from)) };
    await keepMerge(tx, mergeId, {
      person: personOf(from),
      before: personOf(into),
      after: personOf(after),
      defaultAddressId: ownDefault?.id ?? null,
      conversations,
    });
    await updateContactRow(tx, id, personOf(after));
    await keepUp(tx, ctx, after);
    await recordEvent(tx, ctx, "contact.merged", { contactId: id, mergedId }, subjectOf(id));
    return viewContact(tx, after);
  });
}

const NOBODY: KeptPerson = { name: "", note: "", tags: [], language: null, deliveryPreferences: null };

export const personOf = ({ name, note, tags, language, deliveryPreferences }: ContactRow): KeptPerson => ({
  name,
  note,
  tags,
  language,
  deliveryPreferences,
});

/** Whoever of the two took their word back last: nobody writes to the one that they are now. The other's older or newer yes lifts nothing. */
async function holdWithdrawn(tx: MerchantTx, ctx: ServiceContext, ids: readonly string[]): Promise<void> {
  const digests = (await listIdentifiersOf(tx, ids)).map(({ digest }) => digest);
  const held = { digests, cause: "asked" as const, byName: actorName(ctx.actor), since: ctx.platform.clock.now() };
  for (const purpose of CONTACT_PURPOSES) {
    const last = await Promise.all(ids.map((id) => findLastConsent(tx, id, purpose)));
    if (last.some((word) => word?.granted === false)) await insertSuppressions(tx, { ...held, purpose });
  }
}
