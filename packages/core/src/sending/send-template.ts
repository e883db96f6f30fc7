import { QueueSendingInput, SendTemplateInput, type OutgoingView } from "@nexusone/contracts/sending";
import type { ConversationRow } from "@nexusone/db/queries/sending";
import { findTemplate } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { OutgoingTemplate } from "@nexusone/whatsapp/rules";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { fillTemplate, wantedBy } from "../templates/fill-template.ts";
import { knownValues } from "../templates/known-values.ts";
import { sentContent } from "../templates/preview-template.ts";
import { templateMessage } from "../templates/template-message.ts";
import { inMerchantTx } from "../transaction.ts";
import { answer } from "./send-message.ts";
import { lockedConversationOf } from "./send-to.ts";
import { viewOutgoing } from "./views.ts";

type Filled = { readonly message: OutgoingTemplate; readonly text: string };
type Filling = Pick<z.output<typeof SendTemplateInput>, "templateId" | "variables" | "media" | "orderId">;

/**
 * Sends an approved template: with what is given, else with what is known of the person, the shop and the order.
 * @throws `templates.not_found`, `templates.not_sendable`, `templates.values_missing`, `orders.not_found`, and what `sendText` throws.
 */
export async function sendTemplate(
  ctx: ServiceContext,
  rawInput: z.input<typeof SendTemplateInput>,
): Promise<OutgoingView> {
  authorize(ctx, "conversations:reply");
  const { templateId, variables, media, orderId, ...to } = SendTemplateInput.parse(rawInput);
  if (orderId !== undefined) authorize(ctx, "orders:read");
  return inMerchantTx(ctx, async (tx) => {
    const conversation = await lockedConversationOf(tx, ctx, to);
    const filled = await fill(tx, ctx, conversation, { templateId, variables, media, orderId });
    return viewOutgoing(await answer(tx, ctx, { conversation, ...filled }));
  });
}

/** To a telephone number (JOB-05): a text or a template, in the hurry that is asked for. Throws what those two throw. */
export async function queueMessageSending(
  ctx: ServiceContext,
  rawInput: z.input<typeof QueueSendingInput>,
): Promise<OutgoingView> {
  authorize(ctx, "conversations:reply");
  const { phone, text, templateId, variables, priority, channelId } = QueueSendingInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const conversation = await lockedConversationOf(tx, ctx, { to: phone, channelId });
    const what =
      templateId === undefined
        ? { message: { type: "text" as const, text: text ?? "" } }
        : await fill(tx, ctx, conversation, { templateId, variables });
    const purpose = priority === "campaign" ? { purpose: "marketing" as const } : {};
    return viewOutgoing(await answer(tx, ctx, { conversation, priority, ...purpose, ...what }));
  });
}

async function fill(
  tx: MerchantTx,
  ctx: ServiceContext,
  { contactId }: ConversationRow,
  { templateId, variables, media, orderId }: Filling,
): Promise<Filled> {
  const row = await findTemplate(tx, templateId);
  if (!row) throw new DomainError("templates.not_found");
  const content = await sentContent(tx, row);
  const { language } = content;
  const data = await knownValues(tx, ctx, { contactId, orderId, language, wanted: wantedBy(content) });
  const { values } = fillTemplate(content, { given: variables, data, samples: false });
  return templateMessage(tx, ctx, { templateId, values: { ...values, ...(media && { media }) } });
}
