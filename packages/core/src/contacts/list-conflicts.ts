import {
  type ConflictsPage,
  KeepApartInput,
  ListConflictsInput,
  type ConflictView,
  type KeptApart,
} from "@nexusone/contracts/contacts";
import { ContactId, ConversationId, MessageId } from "@nexusone/contracts/ids";
import { listIdentifiersOf } from "@nexusone/db/queries/contacts";
import { decideConflict, listConflictRows, type ConflictRow } from "@nexusone/db/queries/identity-conflicts";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { subjectOf } from "./find-or-create.ts";

/** As many as one person's page shows. */
const OF_ONE = 20;

/** Pairs of people who may be one, and wait for somebody to say so, the newest first. */
export async function listConflicts(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListConflictsInput> = {},
): Promise<z.output<typeof ConflictsPage>> {
  authorize(ctx, "contacts:read");
  const { limit, cursor } = ListConflictsInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const rows = await listConflictRows(tx, { limit: limit + 1, after: decodeCursor(InstantKey, cursor) });
    const page = cutPage(rows, limit, (row) => ({ at: row.at.toISOString(), id: row.id }));
    return { ...page, items: await viewConflicts(tx, page.items) };
  });
}

/** The two are different people: remembered, and not asked again. Safe to repeat. @throws `contacts.not_found` */
export async function keepApart(ctx: ServiceContext, rawInput: z.input<typeof KeepApartInput>): Promise<KeptApart> {
  authorize(ctx, "contacts:edit");
  const { conflictId } = KeepApartInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const by = { at: ctx.platform.clock.now(), byName: actorName(ctx.actor) };
    const pair = await decideConflict(tx, conflictId, by);
    if (!pair) throw new DomainError("contacts.not_found");
    const { one, other, changed } = pair;
    if (changed) await recordEvent(tx, ctx, "contact.kept_apart", { contactId: one, otherId: other }, subjectOf(one));
    return { conflictId, contactIds: [ContactId.parse(one), ContactId.parse(other)] };
  });
}

/** Those of one person. */
export const conflictsOf = async (tx: MerchantTx, contactId: string): Promise<ConflictView[]> =>
  viewConflicts(tx, await listConflictRows(tx, { of: contactId, limit: OF_ONE }));

async function viewConflicts(tx: MerchantTx, rows: readonly ConflictRow[]): Promise<ConflictView[]> {
  const identifiers = await listIdentifiersOf(tx, [...new Set(rows.flatMap(({ one, other }) => [one, other]))]);
  const seen = new Set<string>();
  const fresh = rows.filter(({ one, other }) => {
    const pair = [one, other].toSorted().join();
    return !seen.has(pair) && seen.add(pair);
  });
  return fresh.map(({ id, one, oneName, other, otherName, digests, source, at, conversationId, messageId }) => ({
    id,
    people: [
      { id: one, name: oneName },
      { id: other, name: otherName },
    ].map((person) => ({
      id: ContactId.parse(person.id),
      name: person.name,
      identifiers: identifiers
        .filter(
          ({ contactId, digest, endedAt }) => contactId === person.id && digests.includes(digest) && endedAt === null,
        )
        .map(({ type, value }) => ({ type, value })),
    })),
    source,
    at: at.toISOString(),
    conversationId: ConversationId.nullable().parse(conversationId),
    messageId: MessageId.nullable().parse(messageId),
  }));
}
