import { AddNoteInput, EditNoteInput, NoteInput, type NoteView } from "@nexusone/contracts/conversations";
import { deleteNoteRow, insertNote, lockNote, updateNoteRow } from "@nexusone/db/queries/conversation-notes";
import type { NoteRow } from "@nexusone/db/queries/conversation-thread";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";
import { changeableConversation } from "./get-conversation.ts";
import { recordChange } from "./record-change.ts";
import { viewNote } from "./view-message.ts";

/** Writes to colleagues beside the conversation; the customer never sees it. @throws `conversations.not_found`. */
export async function addNote(ctx: ServiceContext, rawInput: z.input<typeof AddNoteInput>): Promise<NoteView> {
  authorize(ctx, "conversations:reply");
  const { conversationId, content } = AddNoteInput.parse(rawInput);
  const byUserId = actorUserId(ctx.actor);
  return inMerchantTx(ctx, async (tx) => {
    await changeableConversation(tx, conversationId);
    const note = await insertNote(tx, {
      conversationId,
      byUserId,
      byName: actorName(ctx.actor),
      content: plainText(content),
      at: ctx.platform.clock.now(),
    });
    await recordChange(tx, ctx, conversationId, ["notes"]);
    return viewNote(note, byUserId);
  });
}

/** @throws `conversations.note_not_found`, `conversations.note_not_yours` {name}. */
export async function editNote(ctx: ServiceContext, rawInput: z.input<typeof EditNoteInput>): Promise<NoteView> {
  authorize(ctx, "conversations:reply");
  const { id, content } = EditNoteInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const note = { ...(await ownNote(tx, ctx, id)), content: plainText(content) };
    await updateNoteRow(tx, id, note.content);
    await recordChange(tx, ctx, note.conversationId, ["notes"]);
    return viewNote(note, note.byUserId);
  });
}

/** @throws `conversations.note_not_found`, `conversations.note_not_yours` {name}. */
export async function deleteNote(ctx: ServiceContext, rawInput: z.input<typeof NoteInput>): Promise<{ ok: true }> {
  authorize(ctx, "conversations:reply");
  const { id } = NoteInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const { conversationId } = await ownNote(tx, ctx, id);
    await deleteNoteRow(tx, id);
    await recordChange(tx, ctx, conversationId, ["notes"]);
    return { ok: true };
  });
}

async function ownNote(tx: MerchantTx, ctx: ServiceContext, id: string): Promise<NoteRow> {
  const note = await lockNote(tx, id);
  if (!note) throw new DomainError("conversations.note_not_found");
  if (note.byUserId === null || note.byUserId !== actorUserId(ctx.actor))
    throw new DomainError("conversations.note_not_yours", { name: note.byName });
  return note;
}
