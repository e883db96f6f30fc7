import { and, desc, eq, inArray, lt } from "drizzle-orm";
import { events } from "../schema/events.ts";
import { chromeExtensionSessions } from "../schema/extension.ts";
import type { MerchantTx } from "../with-merchant.ts";

/** What happened to a thing, newest first, one more than `limit` when there is a next page. */
export async function listEventsAbout(
  tx: MerchantTx,
  subject: { readonly kind: string; readonly id: string },
  page: { limit: number; beforeId?: string | undefined },
) {
  return tx
    .select()
    .from(events)
    .where(
      and(
        eq(events.subjectKind, subject.kind),
        eq(events.subjectId, subject.id),
        page.beforeId ? lt(events.id, page.beforeId) : undefined,
      ),
    )
    .orderBy(desc(events.id))
    .limit(page.limit + 1);
}

/** Whose browsers these sessions are, and what they are called. */
export async function listSessionOwners(tx: MerchantTx, sessionIds: readonly string[]) {
  if (sessionIds.length === 0) return [];
  return tx
    .select({
      id: chromeExtensionSessions.id,
      userId: chromeExtensionSessions.userId,
      name: chromeExtensionSessions.name,
    })
    .from(chromeExtensionSessions)
    .where(inArray(chromeExtensionSessions.id, [...sessionIds]));
}
