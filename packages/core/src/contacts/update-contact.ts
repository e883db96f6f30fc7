import { UpdateContactInput, type ContactView } from "@nexusone/contracts/contacts";
import { updateContactRow } from "@nexusone/db/queries/contacts";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";
import { keepUp, subjectOf } from "./find-or-create.ts";
import { changeableContact, viewContact } from "./get-contact.ts";

/** Renames a person, or changes their language, the note about them or their tags. @throws `contacts.not_found`. */
export async function updateContact(
  ctx: ServiceContext,
  rawInput: z.input<typeof UpdateContactInput>,
): Promise<ContactView> {
  authorize(ctx, "contacts:edit");
  const { id, ...asked } = UpdateContactInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const before = await changeableContact(tx, id);
    const wanted = {
      name: asked.name === undefined ? before.name : plainText(asked.name),
      language: asked.language === undefined ? before.language : asked.language,
      note: asked.note === undefined ? before.note : plainText(asked.note),
      tags: asked.tags === undefined ? before.tags : [...new Set(asked.tags.map(plainText))].toSorted(),
    };
    const fields = (["name", "language", "note", "tags"] as const).filter(
      (field) => String(wanted[field] ?? "") !== String(before[field] ?? ""),
    );
    if (fields.length === 0) return viewContact(tx, before);
    await updateContactRow(tx, id, wanted);
    if (fields.includes("name")) await keepUp(tx, ctx, { id, name: wanted.name });
    await recordEvent(tx, ctx, "contact.updated", { contactId: id, fields }, subjectOf(id));
    return viewContact(tx, { ...before, ...wanted });
  });
}
