import { MergeContactsInput, type ContactView } from "@nexusone/contracts/contacts";
import { clearDefaultAddress, listAddressesOf, moveAddresses } from "@nexusone/db/queries/contact-addresses";
import {
  followMerge,
  insertConsents,
  listConsentRows,
  moveIdentifiers,
  updateContactRow,
} from "@nexusone/db/queries/contacts";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { mergeConversations } from "../conversations/merge-conversations.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { keepUp, subjectOf } from "./find-or-create.ts";
import { changeableContact, viewContact } from "./get-contact.ts";

/** As far back as the record of a person reaches when it is copied. */
const ALL_CONSENTS = 10_000;

/**
 * Two people turn out to be one. Identifiers, addresses and the record of consents go to `id`, what was asked for at any identifier
 * holds at all of them; `mergedId` stays as an empty row that leads there, because others refer to it.
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
    const locked = new Map<string, Awaited<ReturnType<typeof changeableContact>>>();
    for (const one of [id, mergedId].toSorted()) locked.set(one, await changeableContact(tx, one));
    const [into, from] = [locked.get(id)!, locked.get(mergedId)!]; // both were just locked
    if ((await listAddressesOf(tx, id)).some((address) => address.isDefault)) await clearDefaultAddress(tx, mergedId);
    await moveAddresses(tx, mergedId, id);
    await moveIdentifiers(tx, mergedId, id);
    const consents = await listConsentRows(tx, mergedId, ALL_CONSENTS);
    await insertConsents(
      tx,
      consents.map(({ id: _id, createdAt: _at, ...consent }) => ({ ...consent, contactId: id })),
    );
    await mergeConversations(tx, ctx, { from: mergedId, into: id });
    await followMerge(tx, mergedId, id);
    await updateContactRow(tx, mergedId, {
      name: "",
      note: "",
      tags: [],
      language: null,
      deliveryPreferences: null,
      searchText: "",
      mergedIntoId: id,
    });
    const after = {
      ...into,
      name: into.name || from.name,
      language: into.language ?? from.language,
      deliveryPreferences: into.deliveryPreferences ?? from.deliveryPreferences,
      note: [into.note, from.note].filter(Boolean).join("\n"),
      tags: [...new Set([...into.tags, ...from.tags])].toSorted(),
    };
    const { language, note, tags, deliveryPreferences } = after;
    await updateContactRow(tx, id, { language, note, tags, deliveryPreferences });
    await keepUp(tx, ctx, after);
    await recordEvent(tx, ctx, "contact.merged", { contactId: id, mergedId }, subjectOf(id));
    return viewContact(tx, after);
  });
}
