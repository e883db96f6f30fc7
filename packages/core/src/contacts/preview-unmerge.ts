import { GetMergeInput, type UnmergePreview } from "@nexusone/contracts/contacts";
import { ContactId } from "@nexusone/contracts/ids";
import {
  countMoved,
  countOrdersOf,
  findMerge,
  listConversationIds,
  listMovedIds,
} from "@nexusone/db/queries/contact-merges";
import { findContact, listIdentifiersOf } from "@nexusone/db/queries/contacts";
import { countSplit } from "@nexusone/db/queries/conversation-split";
import { listActiveSuppressions } from "@nexusone/db/queries/suppressions";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { viewMerge } from "./get-contact.ts";
import { digestsOf, keptOf, missingOf, returningOf } from "./unmerge-contacts.ts";

/** What would go back if two were taken apart now. Changes nothing. @throws as `unmergeContacts`, but for what is missing, which it counts */
export async function previewUnmerge(
  ctx: ServiceContext,
  rawInput: z.input<typeof GetMergeInput>,
): Promise<UnmergePreview> {
  authorize(ctx, "contacts:read");
  const { mergeId } = GetMergeInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const merge = await findMerge(tx, mergeId);
    if (!merge) throw new DomainError("contacts.not_found");
    const { contactId, mergedId } = merge;
    keptOf(merge, await findContact(tx, contactId));
    const counts = await countMoved(tx, mergeId, contactId);
    const here = (kind: string): number => counts.find((one) => one.kind === kind)?.here ?? 0;
    const all = await listIdentifiersOf(tx, [contactId]);
    const identifiers = await returningOf(tx, merge, all);
    const digests = digestsOf(identifiers);
    const talks = await listConversationIds(tx, contactId);
    const parts = await Promise.all(
      talks.map((conversationId) => countSplit(tx, { conversationId, mergeId, digests })),
    );
    const held = await listActiveSuppressions(
      tx,
      all.map(({ digest }) => digest),
    );
    return {
      ...viewMerge(merge),
      contactId: ContactId.parse(contactId),
      identifiers: identifiers.map(({ type, value }) => ({ type, value })),
      addresses: here("address"),
      conversations: parts.filter(({ leaving }) => leaving > 0).length,
      messages: parts.reduce((sum, { leaving }) => sum + leaving, 0),
      orders: await countOrdersOf(tx, [mergedId, ...(await listMovedIds(tx, mergeId, "contact"))]),
      missing: missingOf(counts),
      suppressed: [...new Set(held.filter(({ cause }) => cause !== "bounced").map(({ purpose }) => purpose))],
    };
  });
}
