import type { ConsentSource } from "@nexusone/contracts/contact-terms";
import { ERASURE_DAYS } from "@nexusone/contracts/erasure-terms";
import { openErasure, type ErasureRow } from "@nexusone/db/queries/erasures";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DAY_MS } from "../clock.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { subjectOf } from "./find-or-create.ts";

/** Writes down that a person wants their data deleted; asking again changes nothing. It is to be answered within a month. */
export async function askErasure(
  tx: MerchantTx,
  ctx: ServiceContext,
  { contactId, source }: { contactId: string; source: ConsentSource },
): Promise<ErasureRow> {
  const now = ctx.platform.clock.now();
  const { row, made } = await openErasure(tx, {
    contactId,
    source,
    byName: source === "chat" ? "customer" : actorName(ctx.actor),
    askedAt: now,
    dueAt: new Date(now.getTime() + ERASURE_DAYS * DAY_MS),
  });
  if (made) await recordEvent(tx, ctx, "contact.erasure_asked", { contactId, source }, subjectOf(contactId));
  return row;
}
