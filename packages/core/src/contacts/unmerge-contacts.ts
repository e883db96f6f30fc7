import { UnmergeContactsInput, type UnmergedView } from "@nexusone/contracts/contacts";
import { listAddressesOf, updateAddress } from "@nexusone/db/queries/contact-addresses";
import {
  copyWithdrawals,
  countMoved,
  findMerge,
  keepMerge,
  listBroughtElse,
  listDoubtfulConsents,
  listLearnedWith,
  listMerges,
  listMovedIds,
  lockMerge,
  recordMovedRows,
  renewSuppressions,
  returnRows,
  settleMerge,
  type MergeRow,
  type MovedCount,
} from "@nexusone/db/queries/contact-merges";
import {
  listIdentifiersOf,
  lockContactWhole,
  updateContactRow,
  type ContactRow,
  type IdentifierRow,
} from "@nexusone/db/queries/contacts";
import { lockConversationsOf } from "@nexusone/db/queries/conversation-changes";
import { listOpenErasures, openErasure } from "@nexusone/db/queries/erasures";
import { keepPairApart } from "@nexusone/db/queries/identity-conflicts";
import { insertSuppressions } from "@nexusone/db/queries/suppressions";
import type { KeptMerge } from "@nexusone/db/schema/contact-merges";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { mergeConversations } from "../conversations/merge-conversations.ts";
import { splitConversations } from "../conversations/split-conversations.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { keepUp, subjectOf } from "./find-or-create.ts";
import { viewContact } from "./get-contact.ts";
import { writtenOtherwise } from "./identify.ts";
import { withoutJoined } from "./joined-person.ts";
import { personOf } from "./merge-contacts.ts";

/**
 * Takes two people apart who were made one. Exactly what the merge moved goes back; what came since stays, but for words that came by
 * an identifier that goes back and the answers to them. Nobody is written to again by it: what was asked not to get holds for both, and
 * what held before the merge holds again where it was lifted while nobody knows by which of the two, and a yes given meanwhile is not
 * taken for one of who stays.
 * @throws `contacts.not_found`; `contacts.merge_over`; `contacts.merge_erased`; `contacts.merge_later` {contactId}: whom they were joined
 * with since; `contacts.merge_changed` {count}: so much of it is not here any more, and `force` leaves that out.
 */
export async function unmergeContacts(
  ctx: ServiceContext,
  rawInput: z.input<typeof UnmergeContactsInput>,
): Promise<UnmergedView> {
  authorize(ctx, "contacts:edit");
  const { mergeId, force } = UnmergeContactsInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const found = await findMerge(tx, mergeId);
    if (!found) throw new DomainError("contacts.not_found");
    const { contactId, mergedId } = found;
    // Who was joined comes after whom they lead to, as in an erasure: nobody waits in a circle.
    const into = await lockContactWhole(tx, contactId);
    const from = await lockContactWhole(tx, mergedId);
    if (!into || !from) throw new DomainError("contacts.not_found");
    const kept = keptOf(await lockMerge(tx, mergeId), into);
    // A thread that was begun for who was joined all the same counts as brought by the merge.
    await lockConversationsOf(tx, [contactId, mergedId]);
    await recordMovedRows(tx, mergeId, mergedId);
    const strays = await mergeConversations(tx, ctx, { from: mergedId, into: contactId });
    const count = missingOf(await countMoved(tx, mergeId, contactId));
    if (count > 0 && !force) throw new DomainError("contacts.merge_changed", { count, contactId });
    const now = ctx.platform.clock.now();

    const all = await listIdentifiersOf(tx, [contactId]);
    const digests = all.map(({ digest }) => digest);
    await renewSuppressions(tx, found, { digests, since: now });
    await copyWithdrawals(tx, found);
    const returning = await returningOf(tx, found, all);
    await returnRows(
      tx,
      found,
      returning.map(({ id }) => id),
    );
    const [staying, leaving] = [await listIdentifiersOf(tx, [contactId]), await listIdentifiersOf(tx, [mergedId])];
    for (const purpose of await listDoubtfulConsents(tx, found)) {
      const held = { purpose, cause: "asked", byName: actorName(ctx.actor), since: now } as const;
      await insertSuppressions(tx, { ...held, digests: staying.map(({ digest }) => digest) });
    }
    const split = {
      mergeId,
      stays: contactId,
      leaves: mergedId,
      staying,
      leaving,
      digests: digestsOf(leaving),
      went: [...kept.conversations, ...strays],
    };
    const since = (await listMerges(tx, contactId)).filter(({ id }) => id > mergeId).toReversed();
    const later = since.flatMap((one) => (one.kept ? [{ ...one.kept, id: one.id }] : []));
    const threads = await splitConversations(tx, ctx, { ...split, later });
    await keepDefaults(tx, { contactId, mergedId, defaultAddressId: kept.defaultAddressId });
    for (const { source, byName, askedAt, dueAt } of await listOpenErasures(tx, [contactId]))
      if (askedAt >= found.at) await openErasure(tx, { contactId: mergedId, source, byName, askedAt, dueAt });

    const restored = { ...from, ...kept.person, mergedIntoId: null };
    const person = withoutJoined(personOf(into), kept, threads);
    for (const { id, ...one } of person.later) await keepMerge(tx, id, one);
    const left = { ...into, ...person.now };
    await updateContactRow(tx, mergedId, { ...kept.person, mergedIntoId: null });
    await updateContactRow(tx, contactId, person.now);
    await keepUp(tx, ctx, restored);
    await keepUp(tx, ctx, left);
    // Whoever takes them apart says that they are different people.
    await keepPairApart(tx, [contactId, mergedId], { at: now, byName: actorName(ctx.actor) });
    await settleMerge(tx, mergeId, { undoneAt: now, undoneByName: actorName(ctx.actor) });
    await recordEvent(tx, ctx, "contact.unmerged", { contactId, restoredId: mergedId }, subjectOf(contactId));
    return { contact: await viewContact(tx, left), restored: await viewContact(tx, restored) };
  });
}

/** What there is to put back. @throws the reasons for which there is nothing */
export function keptOf(merge: MergeRow | undefined, contact: ContactRow | undefined): KeptMerge {
  if (!merge || !contact) throw new DomainError("contacts.not_found");
  if (merge.undoneAt !== null) throw new DomainError("contacts.merge_over");
  if (merge.kept === null) throw new DomainError("contacts.merge_erased");
  if (contact.mergedIntoId !== null) throw new DomainError("contacts.merge_later", { contactId: contact.mergedIntoId });
  return merge.kept;
}

/**
 * Of a person's identifiers those that go back: what the merge brought, and what was learned since together with it alone. What was
 * named with one of who stays as well is nobody's for certain, and stays.
 */
export async function returningOf(
  tx: MerchantTx,
  merge: MergeRow,
  all: readonly IdentifierRow[],
): Promise<IdentifierRow[]> {
  const moved = new Set(await listMovedIds(tx, merge.id, "identifier"));
  const [brought, others] = [all.filter(({ id }) => moved.has(id)), all.filter(({ id }) => !moved.has(id))];
  const byOthers = await listBroughtElse(
    tx,
    merge.id,
    others.map(({ id }) => id),
  );
  // Ids are drawn as rows are stored.
  const isNew = ({ id }: IdentifierRow): boolean => id > merge.id && !byOthers.includes(id);
  const learned = await listLearnedWith(tx, merge.contactId, {
    learned: others.filter(isNew).map(({ id }) => id),
    leaving: digestsOf(brought),
    staying: digestsOf(others.filter((one) => !isNew(one))),
  });
  return all.filter(({ id }) => moved.has(id) || learned.includes(id));
}

/** Under which words may have come by these, however a number is written. */
export const digestsOf = (identifiers: readonly IdentifierRow[]): string[] =>
  [...identifiers, ...writtenOtherwise(identifiers)].map(({ digest }) => digest);

/** How many of the identifiers and addresses cannot go back. */
export const missingOf = (counts: readonly MovedCount[]): number =>
  counts
    .filter(({ kind }) => kind === "identifier" || kind === "address")
    .reduce((sum, { moved, here }) => sum + moved - here, 0);

/** Both have an address that orders begin with, if they have any. */
async function keepDefaults(
  tx: MerchantTx,
  { contactId, mergedId, defaultAddressId }: { contactId: string; mergedId: string; defaultAddressId: string | null },
): Promise<void> {
  for (const [person, wanted] of [
    [contactId, null],
    [mergedId, defaultAddressId],
  ] as const) {
    const addresses = await listAddressesOf(tx, person);
    const first = addresses.find(({ id }) => id === wanted) ?? addresses[0];
    if (first && !addresses.some(({ isDefault }) => isDefault))
      await updateAddress(tx, { contactId: person, id: first.id }, { isDefault: true });
  }
}
