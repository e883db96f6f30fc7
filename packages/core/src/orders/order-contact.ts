import type { CreateOrderInput } from "@nexusone/contracts/orders";
import { findContact } from "@nexusone/db/queries/contacts";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { findOrCreateContact } from "../contacts/find-or-create.ts";
import { toE164 } from "../contacts/identify.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";

/**
 * Whom an order is for: the contact it names, else the person with its e-mail address or phone, else a new one. A phone that is
 * no number stays on the parcel's label and makes nobody known by it. @throws `orders.contact_not_found`, `contacts.erased`.
 */
export async function contactOfOrder(
  tx: MerchantTx,
  ctx: ServiceContext,
  { contactId, customer, address }: Pick<CreateOrderInput, "contactId" | "customer" | "address">,
): Promise<string> {
  if (contactId !== undefined) {
    const contact = await findContact(tx, contactId);
    if (!contact) throw new DomainError("orders.contact_not_found", { contactId });
    if (contact.erasedAt !== null) throw new DomainError("contacts.erased");
    return contact.mergedIntoId ?? contact.id;
  }
  const phone = customer?.phone || address.phone;
  const known = toE164(phone, address.country);
  const { contact } = await findOrCreateContact(tx, ctx, {
    name: customer?.name || address.name,
    claim: { source: "order" },
    identifiers: [
      ...(customer?.email ? [{ type: "email" as const, value: customer.email }] : []),
      ...(known === undefined ? [] : [{ type: "phone" as const, value: known }]),
    ],
  });
  return contact.id;
}
