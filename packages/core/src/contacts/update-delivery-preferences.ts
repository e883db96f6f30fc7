import { isDeepStrictEqual } from "node:util";
import { UpdateDeliveryPreferencesInput, type ContactView } from "@nexusone/contracts/contacts";
import { NO_PREFERENCES, type DeliveryPreferences } from "@nexusone/contracts/delivery-preference-terms";
import { updateContactRow } from "@nexusone/db/queries/contacts";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";
import { subjectOf } from "./find-or-create.ts";
import { changeableContact, viewContact } from "./get-contact.ts";

/**
 * Days, time, place and words of a person for whoever brings them a parcel; saying nothing of any of them forgets them.
 * @throws `contacts.not_found`.
 */
export async function updateDeliveryPreferences(
  ctx: ServiceContext,
  rawInput: z.input<typeof UpdateDeliveryPreferencesInput>,
): Promise<ContactView> {
  authorize(ctx, "contacts:edit");
  const { contactId, days, window, place, instructions } = UpdateDeliveryPreferencesInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const contact = await changeableContact(tx, contactId);
    const before = contact.deliveryPreferences ?? NO_PREFERENCES;
    const wanted: DeliveryPreferences = {
      days: days === undefined ? before.days : [...new Set(days)].toSorted((a, b) => a - b),
      window: window === undefined ? before.window : window,
      place: place === undefined ? before.place : place,
      instructions: instructions === undefined ? before.instructions : plainText(instructions),
    };
    if (isDeepStrictEqual(wanted, before)) return viewContact(tx, contact);
    const deliveryPreferences = isDeepStrictEqual(wanted, NO_PREFERENCES) ? null : wanted;
    await updateContactRow(tx, contactId, { deliveryPreferences });
    const fields = ["deliveryPreferences"];
    await recordEvent(tx, ctx, "contact.updated", { contactId, fields }, subjectOf(contactId));
    return viewContact(tx, { ...contact, deliveryPreferences });
  });
}
