import { returnSnoozed } from "@nexusone/db/queries/conversation-changes";
import { listMerchantsWithReturning } from "@nexusone/db/system/conversations";
import { recordEvents } from "../events/record-event.ts";
import { jobContext } from "../imports/importer.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { subjectOf } from "./record-change.ts";

const AT_ONCE = 100;
const NOBODY = { userId: null, name: "", extensionSessionId: null };

/** Opens every snoozed conversation whose time has come. For a cron; safe to repeat. */
export async function sweepSnoozed(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  for (const merchantId of await listMerchantsWithReturning(platform.db, now, AT_ONCE)) {
    const ctx = jobContext(platform, merchantId, "return-snoozed", NOBODY);
    await inMerchantTx(ctx, async (tx) => {
      const back = await returnSnoozed(tx, now);
      const happenings = back.map((id) => ({
        payload: { conversationId: id, fields: ["state"] },
        subject: subjectOf(id),
      }));
      await recordEvents(tx, ctx, "conversation.updated", happenings);
    });
  }
}
