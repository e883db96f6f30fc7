import { ChangeConversationInput, type ConversationLine } from "@nexusone/contracts/conversations";
import { roleHas } from "@nexusone/contracts/permissions";
import { handleOpenAlert } from "@nexusone/db/queries/advisor-alerts";
import { updateConversationRow, type ConversationChange } from "@nexusone/db/queries/conversation-changes";
import type { ConversationRow } from "@nexusone/db/queries/conversation-list";
import { listMembers } from "@nexusone/db/system/identity-lookups";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { changeableConversation, viewConversation } from "./get-conversation.ts";
import { recordChange } from "./record-change.ts";

/**
 * Opens, closes or snoozes a conversation, says that the customer's answer is waited for, or gives it to a colleague. Closing it
 * ends its call for a person, and nobody has it in hand any more.
 * @throws `conversations.not_found`, `conversations.snooze_past`, `conversations.assignee_unknown`.
 */
export async function changeConversation(
  ctx: ServiceContext,
  rawInput: z.input<typeof ChangeConversationInput>,
): Promise<ConversationLine> {
  authorize(ctx, "conversations:reply");
  const { id, ...asked } = ChangeConversationInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const before = await changeableConversation(tx, id);
    const change: ConversationChange = {
      ...stateChange(ctx, before, asked),
      ...(asked.assigneeId === undefined ? {} : { assigneeId: await memberWhoAnswers(tx, asked.assigneeId) }),
    };
    const fields = (["state", "snoozedUntil", "assigneeId", "handler"] as const).filter(
      (field) => change[field] !== undefined && change[field]?.valueOf() !== before[field]?.valueOf(),
    );
    if (fields.length === 0) return viewConversation(tx, id);
    await updateConversationRow(tx, id, change);
    if (change.state === "closed")
      await handleOpenAlert(tx, id, {
        handledById: actorUserId(ctx.actor),
        handledByName: actorName(ctx.actor),
        handledAt: ctx.platform.clock.now(),
      });
    await recordChange(tx, ctx, id, fields.map(WORD_OF));
    return viewConversation(tx, id);
  });
}

const WORD_OF = (field: string): string => (field === "assigneeId" ? "assignee" : field);

function stateChange(
  ctx: ServiceContext,
  before: ConversationRow,
  { state, snoozedUntil }: Pick<z.output<typeof ChangeConversationInput>, "state" | "snoozedUntil">,
): ConversationChange {
  if (state === undefined) return {};
  const now = ctx.platform.clock.now();
  const until = snoozedUntil === undefined ? null : new Date(snoozedUntil);
  if (state === "snoozed" && (!until || until <= now)) throw new DomainError("conversations.snooze_past");
  return {
    state,
    snoozedUntil: state === "snoozed" ? until : null,
    endedAt: state === "closed" ? (before.endedAt ?? now) : null,
    ...(state === "closed" ? { handler: "none" } : {}),
    ...(before.state === "closed" && state !== "closed" ? { startedAt: now } : {}),
  };
}

async function memberWhoAnswers(tx: MerchantTx, userId: string | null): Promise<string | null> {
  if (userId === null) return null;
  const member = (await listMembers(tx)).find((one) => one.userId === userId);
  if (!member || !roleHas(member.role, "conversations:reply")) throw new DomainError("conversations.assignee_unknown");
  return userId;
}
