import { eq } from "drizzle-orm";
import { conversationNotes } from "../schema/conversations.ts";
import type { MerchantTx } from "../with-merchant.ts";
import type { NoteRow } from "./conversation-thread.ts";

export async function insertNote(
  tx: MerchantTx,
  row: Pick<NoteRow, "conversationId" | "byUserId" | "byName" | "content" | "at">,
): Promise<NoteRow> {
  const [made] = await tx.insert(conversationNotes).values(row).returning();
  return made!; // an insert without a conflict clause returns its row
}

export async function lockNote(tx: MerchantTx, id: string): Promise<NoteRow | undefined> {
  const [row] = await tx.select().from(conversationNotes).where(eq(conversationNotes.id, id)).for("update");
  return row;
}

export async function updateNoteRow(tx: MerchantTx, id: string, content: string): Promise<void> {
  await tx.update(conversationNotes).set({ content }).where(eq(conversationNotes.id, id));
}

export async function deleteNoteRow(tx: MerchantTx, id: string): Promise<void> {
  await tx.delete(conversationNotes).where(eq(conversationNotes.id, id));
}
