import { AlertInput, TriggerAlertInput, type AlertView, type TriggeredAlert } from "@nexusone/contracts/conversations";
import { findAlert, handleOpenAlert, raiseAlert, type AdvisorAlertRow } from "@nexusone/db/queries/advisor-alerts";
import { updateConversationRow } from "@nexusone/db/queries/conversation-changes";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";
import { changeableConversation } from "./get-conversation.ts";
import { recordChange, subjectOf } from "./record-change.ts";

/**
 * Calls a person to a conversation: it is open, the assistant keeps quiet from now on, and whoever may read conversations is told in
 * the notification centre, by e-mail and by Slack as they chose. Calling again before somebody came changes nothing.
 * @throws `conversations.not_found`.
 */
export async function triggerAlert(
  ctx: ServiceContext,
  rawInput: z.input<typeof TriggerAlertInput>,
): Promise<z.output<typeof TriggeredAlert>> {
  authorize(ctx, "conversations:reply");
  const { conversationId, reason, detail } = TriggerAlertInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const before = await changeableConversation(tx, conversationId);
    const { alert, created } = await raiseAlert(tx, {
      conversationId,
      reason: plainText(reason),
      detail: plainText(detail),
      triggeredAt: ctx.platform.clock.now(),
    });
    if (!created) return { ...viewAlert(alert), created };
    const reopened = before.state === "closed" ? { startedAt: ctx.platform.clock.now() } : {};
    const open = { state: "open", snoozedUntil: null, endedAt: null, ...reopened } as const;
    await updateConversationRow(tx, conversationId, { handler: "human", ...(before.state === "open" ? {} : open) });
    await recordChange(tx, ctx, conversationId, ["alert", "state", "handler"]);
    const payload = { conversationId, alertId: alert.id };
    await recordEvent(tx, ctx, "conversation.alert_raised", payload, subjectOf(conversationId));
    return { ...viewAlert(alert), created };
  });
}

/**
 * Somebody came: the call is over and the conversation is theirs unless a colleague has it. Safe to repeat, the first stays.
 * @throws `conversations.alert_not_found`.
 */
export async function handleAlert(ctx: ServiceContext, rawInput: z.input<typeof AlertInput>): Promise<AlertView> {
  authorize(ctx, "conversations:reply");
  const { id } = AlertInput.parse(rawInput);
  const me = actorUserId(ctx.actor);
  return inMerchantTx(ctx, async (tx) => {
    const known = await findAlert(tx, id);
    if (!known) throw new DomainError("conversations.alert_not_found");
    const { assigneeId } = await changeableConversation(tx, known.conversationId);
    const handled =
      known.handledAt === null &&
      (await handleOpenAlert(tx, known.conversationId, {
        handledById: me,
        handledByName: actorName(ctx.actor),
        handledAt: ctx.platform.clock.now(),
      }));
    if (!handled) return viewAlert((await findAlert(tx, id)) ?? known);
    const takes = assigneeId === null && me !== null;
    if (takes) await updateConversationRow(tx, known.conversationId, { assigneeId: me });
    await recordChange(tx, ctx, known.conversationId, ["alert", ...(takes ? ["assignee"] : [])]);
    return viewAlert(handled);
  });
}

const viewAlert = (row: AdvisorAlertRow): AlertView =>
  ({
    id: row.id,
    conversationId: row.conversationId,
    reason: row.reason,
    detail: row.detail,
    triggeredAt: row.triggeredAt.toISOString(),
    handledByName: row.handledByName,
    handledAt: row.handledAt?.toISOString() ?? null,
  }) as AlertView; // ids come from our own uuid columns
