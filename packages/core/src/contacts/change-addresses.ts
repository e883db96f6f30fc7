import type { Address } from "@nexusone/contracts/addresses";
import { MAX_ADDRESSES } from "@nexusone/contracts/contact-terms";
import { RemoveAddressInput, SaveAddressInput, type ContactView } from "@nexusone/contracts/contacts";
import {
  clearDefaultAddress,
  countAddresses,
  deleteAddress,
  insertAddress,
  listAddressesOf,
  updateAddress,
} from "@nexusone/db/queries/contact-addresses";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainJson } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";
import { subjectOf } from "./find-or-create.ts";
import { changeableContact, viewContact } from "./get-contact.ts";
import { toE164 } from "./identify.ts";

/**
 * Adds an address or replaces one. What no parcel could go to is kept as it was given: the view names its problems, and an order
 * to it is held with the same. A phone number gets its country code.
 * @throws `contacts.not_found`, `contacts.full` {most}.
 */
export async function saveAddress(
  ctx: ServiceContext,
  rawInput: z.input<typeof SaveAddressInput>,
): Promise<ContactView> {
  authorize(ctx, "contacts:edit");
  const { id, addressId, isDefault, address: given } = SaveAddressInput.parse(rawInput);
  const address = keptAddress(given);
  return inMerchantTx(ctx, async (tx) => {
    const contact = await changeableContact(tx, id);
    const known = await countAddresses(tx, id);
    if (addressId === undefined && known >= MAX_ADDRESSES)
      throw new DomainError("contacts.full", { most: MAX_ADDRESSES, contactId: id });
    const first = isDefault || known === 0;
    if (isDefault) await clearDefaultAddress(tx, id);
    if (addressId === undefined) await insertAddress(tx, { contactId: id, address, isDefault: first });
    else if (!(await updateAddress(tx, { contactId: id, id: addressId }, { address, ...(isDefault && { isDefault }) })))
      throw new DomainError("contacts.not_found");
    await recordEvent(tx, ctx, "contact.updated", { contactId: id, fields: ["addresses"] }, subjectOf(id));
    return viewContact(tx, contact);
  });
}

/** Orders keep their own copy. The next address becomes the one that orders begin with. @throws `contacts.not_found`. */
export async function removeAddress(
  ctx: ServiceContext,
  rawInput: z.input<typeof RemoveAddressInput>,
): Promise<ContactView> {
  authorize(ctx, "contacts:edit");
  const { id, addressId } = RemoveAddressInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const contact = await changeableContact(tx, id);
    const gone = await deleteAddress(tx, id, addressId);
    if (gone) {
      const [next] = gone.isDefault ? await listAddressesOf(tx, id) : [];
      if (next) await updateAddress(tx, { contactId: id, id: next.id }, { isDefault: true });
      await recordEvent(tx, ctx, "contact.updated", { contactId: id, fields: ["addresses"] }, subjectOf(id));
    }
    return viewContact(tx, contact);
  });
}

/** An address as it is stored: characters that Postgres takes, and the phone number with its country code where it is one. */
export function keptAddress(address: Address): Address {
  const plain = plainJson(address) as Address;
  return { ...plain, phone: toE164(plain.phone, plain.country) ?? plain.phone };
}
