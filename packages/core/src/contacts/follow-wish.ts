import type { ContactPurpose, SuppressedPurpose } from "@nexusone/contracts/contact-terms";
import { CONTACT_PURPOSES } from "@nexusone/contracts/contact-terms";
import { findLastConsent, hasConsented, insertConsents, listIdentifiersOf } from "@nexusone/db/queries/contacts";
import { endSuppressions, insertSuppressions } from "@nexusone/db/queries/suppressions";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ConsentWish } from "@nexusone/whatsapp/rules";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { subjectOf } from "./find-or-create.ts";

export type Wish = {
  readonly contactId: string;
  readonly wish: ConsentWish;
  /** The keyword as it is compared, and where it was said: no other word of theirs. */
  readonly evidence: string;
  readonly at: Date;
};

/** What was said by the person themselves, in a chat. */
const BY = "customer";
const PURPOSES: Record<ConsentWish, readonly ContactPurpose[]> = {
  stop: ["marketing"],
  stop_all: CONTACT_PURPOSES,
  resume: ["marketing"],
  erase: ["marketing"],
};

/**
 * Obeys a word of somebody's in the transaction that brings it: a stop holds from now on wherever they can be reached, and stands in
 * the record with its proof. Taking it back lifts what they had asked for, and is no consent of who never gave one. A word older than
 * their last changes nothing. @returns whether anything is different now
 */
export async function followWish(
  tx: MerchantTx,
  ctx: ServiceContext,
  { contactId, wish, evidence, at }: Wish,
): Promise<boolean> {
  const last = await findLastConsent(tx, contactId, "marketing");
  if (last && last.givenAt > at) return false;
  const digests = (await listIdentifiersOf(tx, [contactId])).map(({ digest }) => digest);
  const now = ctx.platform.clock.now();
  const granted = wish === "resume";
  const purpose: SuppressedPurpose = wish === "stop_all" ? "all" : "marketing";
  const changed = granted
    ? (await endSuppressions(tx, { digests, purpose, endedAt: now, cause: "asked" })) +
      (await endSuppressions(tx, { digests, purpose: "all", endedAt: now, cause: "asked" }))
    : await insertSuppressions(tx, { digests, purpose, cause: "asked", byName: BY, since: now });
  if (changed === 0) return false;
  // Who comes back gave it once; who never did is only written to again about what they ask.
  const purposes = granted && !(await hasConsented(tx, contactId, "marketing")) ? [] : PURPOSES[wish];
  await insertConsents(
    tx,
    purposes.map((one) => ({
      contactId,
      purpose: one,
      granted,
      source: "chat" as const,
      evidence,
      byName: BY,
      givenAt: at,
    })),
  );
  for (const one of purposes) {
    const facts = { contactId, purpose: one, granted, source: "chat" };
    await recordEvent(tx, ctx, "contact.consent_recorded", facts, subjectOf(contactId));
  }
  if (granted) await recordEvent(tx, ctx, "contact.unsuppressed", { contactId, purpose }, subjectOf(contactId));
  else await recordEvent(tx, ctx, "contact.suppressed", { contactId, purpose, cause: "asked" }, subjectOf(contactId));
  return true;
}
