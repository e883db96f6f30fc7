import { RecordConsentInput, type ContactView } from "@nexusone/contracts/contacts";
import { findLastConsent, insertConsents, listIdentifiersOf } from "@nexusone/db/queries/contacts";
import { endSuppressions, insertSuppressions } from "@nexusone/db/queries/suppressions";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";
import { subjectOf } from "./find-or-create.ts";
import { changeableContact, viewContact } from "./get-contact.ts";

/**
 * Writes down what a person agreed to or took back. Their last word counts: taking back suppresses the purpose at once wherever
 * they can be reached, agreeing again lifts what they had asked for themselves. A word that is older than the last changes
 * nothing but the record.
 * @throws `contacts.not_found`.
 */
export async function recordConsent(
  ctx: ServiceContext,
  rawInput: z.input<typeof RecordConsentInput>,
): Promise<ContactView> {
  authorize(ctx, "contacts:edit");
  const { id, purpose, granted, source, evidence, givenAt: said } = RecordConsentInput.parse(rawInput);
  const now = ctx.platform.clock.now();
  const givenAt = said && new Date(said) < now ? new Date(said) : now;
  const byName = actorName(ctx.actor);
  return inMerchantTx(ctx, async (tx) => {
    const contact = await changeableContact(tx, id);
    const last = await findLastConsent(tx, id, purpose);
    await insertConsents(tx, [
      { contactId: id, purpose, granted, source, evidence: plainText(evidence), byName, givenAt },
    ]);
    if (!last || last.givenAt <= givenAt) {
      const digests = (await listIdentifiersOf(tx, [id])).map(({ digest }) => digest);
      await (granted
        ? endSuppressions(tx, { digests, purpose, endedAt: now, cause: "asked" })
        : insertSuppressions(tx, { digests, purpose, cause: "asked", byName, since: now }));
    }
    await recordEvent(tx, ctx, "contact.consent_recorded", { contactId: id, purpose, granted, source }, subjectOf(id));
    return viewContact(tx, contact);
  });
}
