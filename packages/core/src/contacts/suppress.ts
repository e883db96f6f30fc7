import type { ContactPurpose, IdentifierType, SuppressedPurpose } from "@nexusone/contracts/contact-terms";
import {
  CheckSuppressionInput,
  SuppressContactInput,
  UnsuppressContactInput,
  type ContactView,
  type IdentifierInput,
  type SuppressionAnswer,
} from "@nexusone/contracts/contacts";
import { listIdentifiersOf } from "@nexusone/db/queries/contacts";
import {
  endSuppressions,
  hasSuppression,
  insertSuppressions,
  listActiveSuppressions,
} from "@nexusone/db/queries/suppressions";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { subjectOf } from "./find-or-create.ts";
import { changeableContact, viewContact } from "./get-contact.ts";
import { identifyAll, writtenOtherwise } from "./identify.ts";

/**
 * The one question of every sender, asked in the transaction that queues the message: whether nobody writes to this address for
 * this purpose. It holds for addresses of nobody we know, too, and for the same telephone written otherwise.
 * @throws `contacts.identifier_invalid` {value}: what cannot be reached is not written to either.
 */
export async function isSuppressed(
  tx: MerchantTx,
  identifier: IdentifierInput,
  purpose: ContactPurpose,
): Promise<boolean> {
  const [asked] = await identifyAll(tx, [identifier]);
  if (!asked) return false;
  const digests = [asked, ...writtenOtherwise([asked])].map(({ digest }) => digest);
  return hasSuppression(tx, digests, purpose);
}

/** The same of a person: what nobody writes to them about at addresses of these types. What bounced at one of them is not asked here. */
export async function suppressedPurposes(
  tx: MerchantTx,
  contactId: string,
  types: readonly IdentifierType[],
): Promise<SuppressedPurpose[]> {
  const identifiers = (await listIdentifiersOf(tx, [contactId])).filter(({ type }) => types.includes(type));
  const found = await listActiveSuppressions(
    tx,
    identifiers.map(({ digest }) => digest),
  );
  return [...new Set(found.filter(({ cause }) => cause !== "bounced").map(({ purpose }) => purpose))];
}

/** The same for programs that send by themselves. @throws `contacts.identifier_invalid` {value}. */
export async function checkSuppression(
  ctx: ServiceContext,
  rawInput: z.input<typeof CheckSuppressionInput>,
): Promise<z.output<typeof SuppressionAnswer>> {
  authorize(ctx, "contacts:read");
  const { purpose, ...identifier } = CheckSuppressionInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => ({ suppressed: await isSuppressed(tx, identifier, purpose) }));
}

/** Nobody writes to them any more for this purpose, wherever they can be reached. Safe to repeat. @throws `contacts.not_found`. */
export async function suppressContact(
  ctx: ServiceContext,
  rawInput: z.input<typeof SuppressContactInput>,
): Promise<ContactView> {
  authorize(ctx, "contacts:edit");
  const { id, purpose, cause } = SuppressContactInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const contact = await changeableContact(tx, id);
    const digests = (await listIdentifiersOf(tx, [id])).map(({ digest }) => digest);
    const byName = actorName(ctx.actor);
    const added = await insertSuppressions(tx, { digests, purpose, cause, byName, since: ctx.platform.clock.now() });
    if (added > 0) await recordEvent(tx, ctx, "contact.suppressed", { contactId: id, purpose, cause }, subjectOf(id));
    return viewContact(tx, contact);
  });
}

/** They may be written to again. Safe to repeat. @throws `contacts.not_found`. */
export async function unsuppressContact(
  ctx: ServiceContext,
  rawInput: z.input<typeof UnsuppressContactInput>,
): Promise<ContactView> {
  authorize(ctx, "contacts:edit");
  const { id, purpose } = UnsuppressContactInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const contact = await changeableContact(tx, id);
    const digests = (await listIdentifiersOf(tx, [id])).map(({ digest }) => digest);
    const ended = await endSuppressions(tx, { digests, purpose, endedAt: ctx.platform.clock.now() });
    if (ended > 0) await recordEvent(tx, ctx, "contact.unsuppressed", { contactId: id, purpose }, subjectOf(id));
    return viewContact(tx, contact);
  });
}
