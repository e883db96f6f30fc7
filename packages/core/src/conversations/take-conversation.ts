import { TakeConversationInput, type ConversationLine } from "@nexusone/contracts/conversations";
import { updateConversationRow, type ConversationChange } from "@nexusone/db/queries/conversation-changes";
import type { ConversationRow } from "@nexusone/db/queries/conversation-list";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { changeableConversation, viewConversation } from "./get-conversation.ts";
import { recordChange } from "./record-change.ts";
import { memberNames } from "./views.ts";

/**
 * Says who answers. A person takes it from the assistant at once, from a colleague only with `force`.
 * @throws `conversations.not_found`, `conversations.taken` {name}.
 */
export async function takeConversation(
  ctx: ServiceContext,
  rawInput: z.input<typeof TakeConversationInput>,
): Promise<ConversationLine> {
  authorize(ctx, "conversations:reply");
  const { id, handler, force } = TakeConversationInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    if (handler === "human") await claimAnswer(tx, ctx, id, { as: "human", force });
    else await hand(tx, ctx, await changeableConversation(tx, id), { handler });
    return viewConversation(tx, id);
  });
}

/**
 * To be asked in the very transaction that queues an answer: the conversation is locked, so of two who would answer at once the second
 * sees that the first does. A person who answers has it from then on; the assistant gives way to people.
 * @throws `conversations.not_found`, `conversations.taken` {name} to a person, `conversations.with_person` to the assistant.
 */
export async function claimAnswer(
  tx: MerchantTx,
  ctx: ServiceContext,
  id: string,
  { as, force = false }: { readonly as: "human" | "assistant"; readonly force?: boolean },
): Promise<ConversationRow> {
  const row = await changeableConversation(tx, id);
  if (as === "assistant") {
    if (row.handler === "human") throw new DomainError("conversations.with_person");
    return hand(tx, ctx, row, { handler: "assistant" });
  }
  const me = actorUserId(ctx.actor);
  if (row.handler === "human" && row.assigneeId !== null && row.assigneeId !== me && !force) {
    const name = (await memberNames(tx)).get(row.assigneeId);
    // Who has left answers nobody.
    if (name !== undefined) throw new DomainError("conversations.taken", { name });
  }
  return hand(tx, ctx, row, { handler: "human", ...(me === null ? {} : { assigneeId: me }) });
}

async function hand(
  tx: MerchantTx,
  ctx: ServiceContext,
  row: ConversationRow,
  change: Pick<ConversationChange, "handler" | "assigneeId">,
): Promise<ConversationRow> {
  const fields = [
    ...(change.handler !== row.handler ? ["handler"] : []),
    ...(change.assigneeId !== undefined && change.assigneeId !== row.assigneeId ? ["assignee"] : []),
  ];
  if (fields.length === 0) return row;
  await updateConversationRow(tx, row.id, change);
  await recordChange(tx, ctx, row.id, fields);
  return { ...row, ...change };
}
