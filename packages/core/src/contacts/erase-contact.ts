import {
  AskErasureInput,
  DeclineErasureInput,
  DeleteUserDataInput,
  ListErasuresInput,
  type DeletedUserData,
  type ErasuresPage,
  type ErasureView,
} from "@nexusone/contracts/erasures";
import { ContactId } from "@nexusone/contracts/ids";
import { listIdentifiersOf, lockContactWhole } from "@nexusone/db/queries/contacts";
import {
  countOpenOrders,
  eraseRows,
  forgetBodies,
  listErasureRows,
  listMergedIds,
  settleErasure,
  type ErasureLine,
} from "@nexusone/db/queries/erasures";
import { insertSuppressions } from "@nexusone/db/queries/suppressions";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import { removeSoon } from "../chat-media/remove-files.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { askErasure } from "./ask-erasure.ts";
import { subjectOf } from "./find-or-create.ts";
import { changeableContact } from "./get-contact.ts";

/** Who asked to be forgotten, newest first. */
export async function listErasures(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListErasuresInput> = {},
): Promise<z.output<typeof ErasuresPage>> {
  authorize(ctx, "contacts:read");
  const { cursor, limit, state } = ListErasuresInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const rows = await listErasureRows(tx, { state, limit, after: decodeCursor(InstantKey, cursor) });
    const page = cutPage(rows, limit, (row) => ({ at: row.askedAt.toISOString(), id: row.id }));
    return { ...page, items: await viewErasures(tx, page.items) };
  });
}

/** Notes that somebody asked for it otherwise than in the chat; marketing ends at once. Safe to repeat. @throws `contacts.not_found` */
export async function requestErasure(
  ctx: ServiceContext,
  rawInput: z.input<typeof AskErasureInput>,
): Promise<ErasureView> {
  authorize(ctx, "contacts:edit");
  const { contactId } = AskErasureInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const { name } = await changeableContact(tx, contactId);
    await stopMarketing(tx, ctx, contactId);
    const row = await askErasure(tx, ctx, { contactId, source: ctx.actor.kind === "api_key" ? "api" : "staff" });
    return (await viewErasures(tx, [{ ...row, name }]))[0]!; // one for each
  });
}

/** With the reason on record. @throws `contacts.not_found`, `contacts.erasure_not_asked` */
export async function declineErasure(
  ctx: ServiceContext,
  rawInput: z.input<typeof DeclineErasureInput>,
): Promise<ErasureView> {
  authorize(ctx, "contacts:edit");
  const { contactId, note } = DeclineErasureInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const { name } = await changeableContact(tx, contactId);
    const [open] = (await listErasureRows(tx, { state: "asked", limit: 1_000 })).filter(
      (row) => row.contactId === contactId,
    );
    if (!open) throw new DomainError("contacts.erasure_not_asked");
    const change = {
      state: "declined" as const,
      settledAt: ctx.platform.clock.now(),
      note: plainText(note),
      byName: actorName(ctx.actor),
    };
    await settleErasure(tx, open.id, change);
    await recordEvent(tx, ctx, "contact.erasure_declined", { contactId }, subjectOf(contactId));
    return (await viewErasures(tx, [{ ...open, ...change, name }]))[0]!; // one for each
  });
}

/**
 * Forgets a person: what is about them is deleted or blanked wherever it stands, in chats, orders, parcels, webhooks; the row itself,
 * amounts, instants and the proof of consents and of this stay, and name nobody. Their addresses stay suppressed by digest. Cannot be
 * undone. @throws `contacts.not_found`, `contacts.orders_open` {count}: these still need the address
 */
export async function eraseContact(
  ctx: ServiceContext,
  rawInput: z.input<typeof AskErasureInput>,
): Promise<ErasureView> {
  authorize(ctx, "contacts:edit");
  const { contactId } = AskErasureInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const found = await lockContactWhole(tx, contactId);
    if (!found || found.mergedIntoId !== null) throw new DomainError("contacts.not_found");
    const ids = await listMergedIds(tx, contactId);
    const open = [...(await countOpenOrders(tx, ids)).values()].reduce((sum, count) => sum + count, 0);
    if (open > 0) throw new DomainError("contacts.orders_open", { count: open });
    await stopMarketing(tx, ctx, contactId);
    const asked = await askErasure(tx, ctx, { contactId, source: ctx.actor.kind === "api_key" ? "api" : "staff" });
    const identifiers = await listIdentifiersOf(tx, ids);
    // As vendors write them: digits, ids.
    const words = identifiers.map(({ type, value }) =>
      type === "phone" ? value.slice(1) : value.replace(/^lid:/, ""),
    );
    const { counts, inboxIds } = await eraseRows(tx, ids, words, ctx.platform.clock.now());
    const bodies = await forgetBodies(tx, inboxIds);
    await removeSoon(tx, ctx);
    const change = {
      state: "done" as const,
      settledAt: ctx.platform.clock.now(),
      counts: { ...counts, webhook_inbox: bodies },
    };
    await settleErasure(tx, asked.id, change);
    await recordEvent(tx, ctx, "contact.erased", { contactId }, subjectOf(contactId));
    return (await viewErasures(tx, [{ ...asked, ...change, name: "" }]))[0]!; // one for each
  });
}

/** GDP-04: the same in the words of programs of the older form. @throws as `eraseContact` */
export async function deleteUserData(
  ctx: ServiceContext,
  rawInput: z.input<typeof DeleteUserDataInput>,
): Promise<z.output<typeof DeletedUserData>> {
  const { userId } = DeleteUserDataInput.parse(rawInput);
  const { id } = await eraseContact(ctx, { contactId: userId });
  return { deleted: true, erasureId: id };
}

async function stopMarketing(tx: MerchantTx, ctx: ServiceContext, contactId: string): Promise<void> {
  const digests = (await listIdentifiersOf(tx, [contactId])).map(({ digest }) => digest);
  const since = ctx.platform.clock.now();
  await insertSuppressions(tx, { digests, purpose: "marketing", cause: "asked", byName: actorName(ctx.actor), since });
}

async function viewErasures(tx: MerchantTx, rows: readonly ErasureLine[]): Promise<ErasureView[]> {
  const open = await countOpenOrders(tx, [...new Set(rows.map(({ contactId }) => contactId))]);
  return rows.map((row) => ({
    id: row.id,
    contactId: ContactId.parse(row.contactId),
    name: row.name,
    state: row.state,
    source: row.source,
    byName: row.byName,
    note: row.note,
    askedAt: row.askedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    openOrders: open.get(row.contactId) ?? 0,
    counts: row.counts,
  }));
}
