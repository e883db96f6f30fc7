import type { DefaultTemplateName } from "@nexusone/contracts/template-terms";
import { isReasonCode, type ReasonCode } from "@nexusone/contracts/reasons";
import { listIdentifiersOf } from "@nexusone/db/queries/contacts";
import type { NoticeRow } from "@nexusone/db/queries/customer-notices";
import { findOrderRow } from "@nexusone/db/queries/orders";
import { listConversationsOfContact, type ConversationRow } from "@nexusone/db/queries/sending";
import { listChannels, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { OutgoingMessage } from "@nexusone/whatsapp/rules";
import { businessConfigOf } from "../channels/business-config.ts";
import { languageFor } from "../channels/language-for.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { afterQuiet } from "../notifications/local-time.ts";
import { zonesOfCountry } from "../notifications/zones-of-country.ts";
import { consentedPurposes, sendGuard } from "../sending/guard.ts";
import { queueMessage } from "../sending/queue-message.ts";
import { conversationWith } from "../sending/start-conversation.ts";
import { findSendableDefault } from "../templates/add-defaults.ts";
import { fillTemplate, wantedBy } from "../templates/fill-template.ts";
import { knownValues } from "../templates/known-values.ts";
import { chatLanguageOf } from "../templates/order-words.ts";
import { sentContent } from "../templates/preview-template.ts";
import { templateMessage } from "../templates/template-message.ts";
import { chatNewsOf, stateOf, type ChatNews } from "./chat-news.ts";
import { readOrderNews } from "./order-news.ts";

/** What an order's customer agreed to by ordering, until they say otherwise. */
const PURPOSE = "orders";
const LOOKED_AT = 20;

/**
 * A message in the line; or until when people are left in peace; or why it is told otherwise: `passed` is null where WhatsApp was
 * no question at all.
 */
export type Queued =
  | { readonly messageId: string }
  | { readonly quietUntil: Date }
  | { readonly passed: ReasonCode | null };

/**
 * Puts one step of an order into the line of the customer's conversation, in their language: in words of ours while the window is
 * open, else by the template that Meta approved. In the transaction that moves the notice, so that it happens once.
 */
export async function queueNews(
  tx: MerchantTx,
  ctx: ServiceContext,
  notice: Pick<NoticeRow, "orderId" | "step" | "aboutId">,
  personId: string,
): Promise<Queued> {
  const place = await placeFor(tx, ctx, personId);
  if ("passed" in place) return place;
  const { conversation, channel } = place;
  const { allowed, reason, suppressed } = await sendGuard(tx, ctx, conversation);
  if (suppressed.includes(PURPOSE)) return { passed: "messages.opted_out" };
  if (allowed === "nothing") return { passed: isReasonCode(reason) ? reason : null };
  const quietUntil = await endOfQuiet(tx, ctx.platform.clock.now(), notice.orderId);
  if (quietUntil) return { quietUntil };
  const language = await languageFor(tx, personId);
  const news = await readOrderNews(tx, ctx, notice, language);
  const told =
    allowed === "anything"
      ? { message: { type: "text", text: chatNewsOf(news) } as const }
      : await byTemplate(tx, ctx, { news, orderId: notice.orderId, personId, accountId: channel.accountId });
  if (!told) return { passed: "customer_notices.no_template" };
  const refused = (await sendGuard(tx, ctx, conversation, { message: told.message, purpose: PURPOSE })).reason;
  if (refused !== null) return { passed: isReasonCode(refused) ? refused : null };
  const conversationId = conversation.id;
  const { id } = await queueMessage(tx, ctx, { conversationId, ...told, author: "assistant", priority: "normal" });
  return { messageId: id };
}

/** By the clock of where the order goes, of the shop where that country has several: nobody waits for such news at night. */
async function endOfQuiet(tx: MerchantTx, now: Date, orderId: string): Promise<Date | undefined> {
  const { quietFrom: from, quietTo: to, timeZone } = await businessConfigOf(tx);
  const [own, ...others] = zonesOfCountry((await findOrderRow(tx, orderId))?.country ?? null);
  const timezone = own !== undefined && others.length === 0 ? own : timeZone;
  const until = afterQuiet(now, { from, to }, { timezone });
  return until > now ? until : undefined;
}

type Place = { readonly conversation: ConversationRow; readonly channel: ChannelRow };
/** Where a person is told of orders: where they last wrote to the shop, else, if they agreed, at the shop's first number that works. */
async function placeFor(
  tx: MerchantTx,
  ctx: ServiceContext,
  contactId: string,
): Promise<Place | { readonly passed: ReasonCode | null }> {
  const numbers = (await listChannels(tx)).filter(({ state }) => state !== "disconnected");
  if (numbers.length === 0) return { passed: null };
  const known = (await listConversationsOfContact(tx, contactId, LOOKED_AT)).filter(
    ({ lastInboundAt }) => lastInboundAt !== null,
  );
  const agreed = (await consentedPurposes(tx, contactId)).includes(PURPOSE);
  const reachable = (await listIdentifiersOf(tx, [contactId])).some(
    ({ type, endedAt }) => type !== "email" && endedAt === null,
  );
  if (known.length === 0 && !(agreed && reachable)) return { passed: "customer_notices.no_whatsapp" };
  const working = numbers.filter(({ state }) => state === "connected");
  for (const conversation of known) {
    const channel = working.find(({ id }) => id === conversation.channelId);
    if (channel) return { conversation, channel };
  }
  const [channel] = working;
  if (!channel) return { passed: "customer_notices.number_down" };
  if (!agreed) return { passed: "customer_notices.no_whatsapp" };
  const named = { contactId: contactId as Parameters<typeof conversationWith>[2]["contactId"], channelId: channel.id };
  return { conversation: await conversationWith(tx, ctx, named), channel };
}

type OfTemplate = {
  readonly news: ChatNews;
  readonly orderId: string;
  readonly personId: string;
  readonly accountId: string | null;
};
/** Undefined while no approved template fits, or none that can be filled. */
async function byTemplate(
  tx: MerchantTx,
  ctx: ServiceContext,
  { news, orderId, personId, accountId }: OfTemplate,
): Promise<{ message: OutgoingMessage; text: string } | undefined> {
  const { languages } = await businessConfigOf(tx);
  const template = await findSendableDefault(tx, ctx, templateOf(news), [news.locale, ...languages], accountId ?? "");
  if (!template) return undefined;
  const content = await sentContent(tx, template);
  const { language } = content;
  const known = await knownValues(tx, ctx, { contactId: personId, orderId, language, wanted: wantedBy(content) });
  const data = { ...known, order_status: stateOf(news, chatLanguageOf(language)) };
  const { values } = fillTemplate(content, { data, samples: false });
  try {
    return await templateMessage(tx, ctx, { templateId: template.id, values });
  } catch (error) {
    if (error instanceof DomainError && error.reason === "templates.values_missing") return undefined;
    throw error;
  }
}

export const templateOf = ({ step }: Pick<ChatNews, "step">): DefaultTemplateName =>
  step === "confirmed" ? "order_confirmation" : "order_status";
