import type { ConflictSource } from "@nexusone/contracts/contact-terms";
import type { Identified, IdentifierRow } from "@nexusone/db/queries/contacts";
import { insertConflict } from "@nexusone/db/queries/identity-conflicts";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";

/** What named several identifiers together. A message: by its number and the vendor's id, since it may not be stored yet. */
export type Claim = {
  readonly source: ConflictSource;
  readonly channelId?: string;
  readonly externalId?: string;
  readonly at?: Date;
};

/**
 * Identifiers were named as one person's, and others of ours have some of them. Nobody is moved or made one by that: it is written
 * down for a person to decide. What somebody gave up is no claim.
 */
export async function noteConflict(
  tx: MerchantTx,
  ctx: ServiceContext,
  named: {
    readonly contactId: string;
    readonly identifiers: readonly Identified[];
    readonly known: readonly IdentifierRow[];
    readonly claim: Claim;
  },
): Promise<void> {
  const { contactId, identifiers, known, claim } = named;
  const others = new Set(
    known.filter((row) => row.contactId !== contactId && row.endedAt === null).map((row) => row.contactId),
  );
  const digests = [...new Set([...identifiers, ...known].map(({ digest }) => digest))].toSorted();
  for (const otherId of [...others].toSorted()) {
    const made = await insertConflict(tx, {
      pair: [contactId, otherId],
      digests,
      source: claim.source,
      channelId: claim.channelId ?? null,
      externalId: claim.externalId ?? null,
      at: claim.at ?? ctx.platform.clock.now(),
    });
    const subject = { kind: "contact", id: contactId } as const;
    if (made) await recordEvent(tx, ctx, "contact.conflict_found", { contactId, otherId }, subject);
  }
}
