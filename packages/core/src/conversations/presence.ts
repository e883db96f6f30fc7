import {
  AttendInput,
  ConversationInput,
  PRESENT_MS,
  TYPING_MS,
  type AttendanceView,
} from "@nexusone/contracts/conversations";
import { findConversationLine } from "@nexusone/db/queries/conversation-list";
import { attendConversation, leaveConversation, listPresent } from "@nexusone/db/queries/conversation-presence";
import { prunePresence } from "@nexusone/db/system/conversations";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, MINUTE_MS } from "../clock.ts";
import { actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { memberNames } from "./views.ts";

/**
 * Says that somebody has a conversation open, and whether they type, and answers who else does. To be said again every few seconds:
 * rows that live that long are all there is, so every process sees the same. In real time. @throws `conversations.not_found`.
 */
export async function attend(
  ctx: ServiceContext,
  rawInput: z.input<typeof AttendInput>,
  realNow = new Date(),
): Promise<AttendanceView> {
  authorize(ctx, "conversations:read");
  const { id, typing } = AttendInput.parse(rawInput);
  const userId = actorUserId(ctx.actor);
  return inMerchantTx(ctx, async (tx) => {
    if (!(await findConversationLine(tx, id))) throw new DomainError("conversations.not_found");
    if (userId !== null)
      await attendConversation(tx, {
        conversationId: id,
        userId,
        seenAt: realNow,
        typingAt: typing ? realNow : null,
      });
    const [present, names] = await Promise.all([listPresent(tx, id, addMs(realNow, -PRESENT_MS)), memberNames(tx)]);
    const typingSince = addMs(realNow, -TYPING_MS);
    const others = present
      .filter((one) => one.userId !== userId)
      .flatMap((one) => {
        const name = names.get(one.userId);
        return name === undefined
          ? []
          : [{ id: one.userId, name, typing: one.typingAt !== null && one.typingAt > typingSince }];
      });
    return { others } as AttendanceView; // ids come from our own uuid columns
  });
}

/** Somebody closed it; of a conversation that is gone too. */
export async function leave(
  ctx: ServiceContext,
  rawInput: z.input<typeof ConversationInput>,
): Promise<{ readonly ok: true }> {
  authorize(ctx, "conversations:read");
  const { id } = ConversationInput.parse(rawInput);
  const userId = actorUserId(ctx.actor);
  if (userId !== null) await inMerchantTx(ctx, (tx) => leaveConversation(tx, id, userId));
  return { ok: true };
}

/** Forgets who closed the browser. For a cron. */
export async function sweepPresence({ db }: Platform, realNow = new Date()): Promise<void> {
  await prunePresence(db, addMs(realNow, -MINUTE_MS));
}
