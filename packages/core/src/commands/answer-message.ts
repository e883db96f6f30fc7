import type { ContactId } from "@nexusone/contracts/ids";
import type { ChatLanguage } from "@nexusone/contracts/whatsapp-terms";
import { findOpenBasket, insertTurn } from "@nexusone/db/queries/chat-talks";
import { findContact, lockContact } from "@nexusone/db/queries/contacts";
import { lockConversation } from "@nexusone/db/queries/conversation-changes";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { findConversation, findMessage, type ConversationRow, type MessageRow } from "@nexusone/db/queries/sending";
import { findChannel } from "@nexusone/db/queries/whatsapp-channels";
import { readConsentWord } from "@nexusone/whatsapp/rules";
import { businessConfigOf } from "../channels/business-config.ts";
import { languageFor } from "../channels/language-for.ts";
import { updateContact } from "../contacts/update-contact.ts";
import { claimAnswer } from "../conversations/take-conversation.ts";
import { queueMessage } from "../sending/queue-message.ts";
import { answerAddress } from "./address-talk.ts";
import { answerTap } from "./answer-tap.ts";
import { showCart } from "./basket.ts";
import { showCategories } from "./catalogue.ts";
import { readCommand, type ReadCommand } from "./read-command.ts";
import { FRESH_MS, sayIn, type Reply, type Talk } from "./talk.ts";
import { isOfShop, isOurTap, readTap, type Tap } from "./tap-ids.ts";
import { showOrders } from "./where-is.ts";

/** What a message asks for; `words` are an answer to a question about an address. */
type Wish =
  | { readonly kind: "command"; readonly command: ReadCommand }
  | { readonly kind: "tap"; readonly tap: Tap | null }
  | { readonly kind: "words"; readonly words: string };

/**
 * Answers a customer's message by itself, once, whatever is repeated: that it was answered is written with the answer. Says nothing
 * where a person has the conversation, to what has waited too long, and where the shop has switched it off.
 */
export async function answerMessage(ctx: Talk["ctx"], messageId: string): Promise<void> {
  const { tx, platform } = ctx;
  const now = platform.clock.now();
  const { message, conversation } = await lockTalk(tx, messageId);
  if (!message || !conversation || message.direction !== "in" || now.getTime() - message.at.getTime() >= FRESH_MS)
    return;
  if (conversation.handler === "human") return;
  const wish = wishOf(message);
  if (!wish || !(await insertTurn(tx, messageId, now))) return;
  const talk = await talkOf(ctx, conversation, wish.kind === "command" ? wish.command.language : null);
  const reply = await replyTo(talk, wish);
  if (!reply) return;
  await claimAnswer(tx, ctx, conversation.id, { as: "assistant" });
  const sent: string[] = [];
  for (const one of reply.messages) {
    const queued = { conversationId: conversation.id, message: one, author: "assistant", priority: "now" } as const;
    sent.push((await queueMessage(tx, ctx, queued)).id);
  }
  await reply.afterwards?.(sent);
}

/** Where the message is and whose, locked in the order of those who join people: they are held before their thread. */
async function lockTalk(
  tx: MerchantTx,
  messageId: string,
): Promise<{ message?: MessageRow; conversation?: ConversationRow }> {
  const place = async () => {
    const message = await findMessage(tx, messageId);
    return { message, conversation: message && (await findConversation(tx, message.conversationId)) };
  };
  const seen = await place();
  if (!seen.message) return {};
  if (seen.conversation) await lockContact(tx, seen.conversation.contactId);
  const { message, conversation } = await place();
  // Joined or taken apart between the two looks.
  if (!conversation || conversation.contactId !== seen.conversation?.contactId) return lockTalk(tx, messageId);
  return { message, conversation: await lockConversation(tx, conversation.id) };
}

function wishOf({ body, content }: MessageRow): Wish | undefined {
  if (body["type"] === "choice") {
    const id = String(body["id"]);
    if (isOurTap(id)) return { kind: "tap", tap: readTap(id) };
    const command = readCommand(typeof body["title"] === "string" ? body["title"] : id);
    return command ? { kind: "command", command } : undefined;
  }
  if (body["type"] !== "text") return undefined;
  const command = readCommand(content);
  if (command) return { kind: "command", command };
  // Whoever says STOP in the middle of an address says STOP.
  return readConsentWord(content) ? undefined : { kind: "words", words: content };
}

async function talkOf(ctx: Talk["ctx"], conversation: ConversationRow, spoken: ChatLanguage | null): Promise<Talk> {
  const { tx } = ctx;
  const { contactId } = conversation;
  const [shop, contact] = [await findMerchantWithRate(tx), await findContact(tx, contactId)];
  // A phrase of one language alone tells what somebody speaks of whom nobody knew it.
  if (spoken !== null && contact?.language === null)
    await updateContact(ctx, { id: contactId as ContactId, language: spoken });
  const language = await languageFor(tx, contactId);
  const config = await configAt(tx, conversation.channelId);
  const currency = shop?.merchant.currency ?? "EUR";
  return { ctx, tx, conversation, contactId, language, config, currency, say: sayIn(language) };
}

/** How the shop talks at this number, which may answer less than the shop does. */
async function configAt(tx: Talk["tx"], channelId: string): Promise<Talk["config"]> {
  const config = await businessConfigOf(tx);
  const channel = await findChannel(tx, channelId);
  return {
    ...config,
    answersOrders: config.answersOrders && channel?.answersOrders === true,
    sellsInChat: config.sellsInChat && channel?.sellsInChat === true,
  };
}

async function replyTo(talk: Talk, wish: Wish): Promise<Reply | undefined> {
  const { answersOrders, sellsInChat } = talk.config;
  if (wish.kind === "words") {
    const basket = sellsInChat ? await findOpenBasket(talk.tx, talk.conversation.id) : undefined;
    return basket && answerAddress(talk, basket, wish.words);
  }
  if (wish.kind === "tap") {
    const { tap } = wish;
    if (!tap) return { messages: [{ type: "text", text: talk.say("oldButton") }] };
    if (isOfShop(tap.verb) && !sellsInChat) return { messages: [{ type: "text", text: talk.say("closed") }] };
    return answerTap(talk, tap);
  }
  const { command, number } = wish.command;
  if (command === "orders") return answersOrders ? showOrders(talk, number) : undefined;
  if (!sellsInChat) return undefined;
  return command === "cart" ? showCart(talk) : showCategories(talk, 0);
}
