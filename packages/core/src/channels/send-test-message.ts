import { TestMessageInput } from "@nexusone/contracts/channels";
import type { OutgoingView } from "@nexusone/contracts/sending";
import { lockConversation } from "@nexusone/db/queries/conversation-changes";
import { findIdentifiers } from "@nexusone/db/queries/contacts";
import { listConversationsOfContact, type ConversationRow } from "@nexusone/db/queries/sending";
import { findChannel } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { identifyAll, writtenOtherwise } from "../contacts/identify.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { answer } from "../sending/send-message.ts";
import { viewOutgoing } from "../sending/views.ts";
import { inMerchantTx } from "../transaction.ts";

/** Of one person with all numbers of the shop. */
const MOST = 50;
const WORDS = {
  en: "It works: this came from your shop.",
  fr: "Ça marche : ceci vient de votre boutique.",
} as const;

/**
 * Answers somebody who wrote to the number, to see that it reaches them: the owner's own telephone. Nobody else is written to.
 * @throws `request.not_found`, `channels.nobody_wrote`, and why it could not leave, as `sendMessage` does
 */
export async function sendTestMessage(
  ctx: ServiceContext,
  rawInput: z.input<typeof TestMessageInput>,
): Promise<OutgoingView> {
  authorize(ctx, "channels:manage");
  authorize(ctx, "conversations:reply");
  const { id, phone } = TestMessageInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    if (!(await findChannel(tx, id))) throw new DomainError("request.not_found");
    const conversation = await heardFrom(tx, id, phone);
    if (!conversation) throw new DomainError("channels.nobody_wrote");
    return viewOutgoing(await answer(tx, ctx, { conversation, message: { type: "text", text: WORDS[ctx.locale] } }));
  });
}

/** The conversation of whoever wrote to this number from that telephone, however it is written; locked. */
async function heardFrom(tx: MerchantTx, channelId: string, phone: string): Promise<ConversationRow | undefined> {
  const names = await identifyAll(tx, [{ type: "phone", value: phone }]);
  const [person] = await findIdentifiers(tx, [...names, ...writtenOtherwise(names)]);
  if (!person) return undefined;
  const all = await listConversationsOfContact(tx, person.contactId, MOST);
  const found = all.find((one) => one.channelId === channelId && one.lastInboundAt !== null);
  return found && lockConversation(tx, found.id);
}
