import { CreateContactInput, type ContactView } from "@nexusone/contracts/contacts";
import { findIdentifiers } from "@nexusone/db/queries/contacts";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { findOrCreateContact } from "./find-or-create.ts";
import { viewContact } from "./get-contact.ts";
import { identifyAll } from "./identify.ts";

/**
 * Adds a person. With `ifKnown: "use"` somebody who has one of the identifiers is taken instead, and gets those they lack.
 * @throws `contacts.identifier_taken` {value, contactId}, `contacts.identifier_invalid` {value}.
 */
export async function createContact(
  ctx: ServiceContext,
  rawInput: z.input<typeof CreateContactInput>,
): Promise<ContactView> {
  authorize(ctx, "contacts:edit");
  const { ifKnown, ...person } = CreateContactInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const [taken] = await findIdentifiers(tx, await identifyAll(tx, person.identifiers));
    const { contact, made } =
      taken && ifKnown === "refuse" ? refused(taken) : await findOrCreateContact(tx, ctx, person);
    // Somebody else added the same person since we looked.
    if (!made && !taken && ifKnown === "refuse") refused({ contactId: contact.id, value: contact.name });
    return viewContact(tx, contact);
  });
}

function refused({ value, contactId }: { readonly value: string; readonly contactId: string }): never {
  throw new DomainError("contacts.identifier_taken", { value, contactId });
}
