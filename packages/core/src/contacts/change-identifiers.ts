import { AddIdentifierInput, RemoveIdentifierInput, type ContactView } from "@nexusone/contracts/contacts";
import { MAX_IDENTIFIERS } from "@nexusone/contracts/contact-terms";
import { deleteIdentifier, findIdentifiers, insertIdentifiers, listIdentifiersOf } from "@nexusone/db/queries/contacts";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { keepUp, subjectOf } from "./find-or-create.ts";
import { changeableContact, viewContact } from "./get-contact.ts";
import { identifyAll } from "./identify.ts";

/**
 * One more way to reach a person; nothing happens when it is theirs already.
 * @throws `contacts.identifier_taken` {value, contactId}, `contacts.identifier_invalid`, `contacts.full`, `contacts.not_found`.
 */
export async function addIdentifier(
  ctx: ServiceContext,
  rawInput: z.input<typeof AddIdentifierInput>,
): Promise<ContactView> {
  authorize(ctx, "contacts:edit");
  const { id, ...given } = AddIdentifierInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const contact = await changeableContact(tx, id);
    const wanted = await identifyAll(tx, [given]);
    const [owner] = await findIdentifiers(tx, wanted);
    if (owner?.contactId === id) return viewContact(tx, contact);
    if ((await listIdentifiersOf(tx, [id])).length >= MAX_IDENTIFIERS)
      throw new DomainError("contacts.full", { most: MAX_IDENTIFIERS, contactId: id });
    const added = await insertIdentifiers(tx, id, wanted);
    if (added.length === 0) {
      const [taken] = await findIdentifiers(tx, wanted);
      const value = wanted[0]?.value ?? given.value;
      throw new DomainError("contacts.identifier_taken", { value, contactId: taken?.contactId ?? "" });
    }
    await keepUp(tx, ctx, contact);
    await recordEvent(tx, ctx, "contact.updated", { contactId: id, fields: ["identifiers"] }, subjectOf(id));
    return viewContact(tx, contact);
  });
}

/** What was asked for there stays in the register: whoever uses it again is not written to. @throws `contacts.not_found`. */
export async function removeIdentifier(
  ctx: ServiceContext,
  rawInput: z.input<typeof RemoveIdentifierInput>,
): Promise<ContactView> {
  authorize(ctx, "contacts:edit");
  const { id, identifierId } = RemoveIdentifierInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const contact = await changeableContact(tx, id);
    if (await deleteIdentifier(tx, id, identifierId)) {
      await keepUp(tx, ctx, contact);
      await recordEvent(tx, ctx, "contact.updated", { contactId: id, fields: ["identifiers"] }, subjectOf(id));
    }
    return viewContact(tx, contact);
  });
}
