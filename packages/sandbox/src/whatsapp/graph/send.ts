import { z } from "zod";
import { MONTH_MS } from "../chats.ts";
import type { Json, Person, PhoneNumber, Thread } from "../model.ts";
import { waIdOf } from "../people.ts";
import type { WhatsApp } from "../whatsapp.ts";
import { readContent, type Content, type FileRef } from "./content.ts";
import { GraphRefusal, invalid, missing, NotModelled } from "./errors.ts";
import { fetchLinked } from "./linked-media.ts";
import { mediaProblem } from "./media-rules.ts";
import { chars, jsonOf, numberOf, readGraph, type GraphCall } from "./request.ts";
import { readTemplateMessage } from "./template-message.ts";

const Envelope = z.looseObject({
  messaging_product: z.literal("whatsapp"),
  recipient_type: z.enum(["individual", "group"]).optional(),
  to: z.union([z.string(), z.number()]).optional(),
  recipient: z.string().optional(),
  type: z.string().optional(),
  context: z.looseObject({ message_id: z.string().min(1) }).optional(),
  biz_opaque_callback_data: chars(512, 0).optional(),
});
const Mark = z.looseObject({
  messaging_product: z.literal("whatsapp"),
  status: z.literal("read"),
  message_id: z.string().min(1),
  typing_indicator: z.object({ type: z.literal("text") }).optional(),
});
const TYPING_MS = 25_000;

/** `POST /{number}/messages`: sends, marks read, shows typing. 200 says taken; there is no key against repeats. */
export async function sendMessage(call: GraphCall): Promise<Json> {
  const { whatsapp } = call;
  const number = numberOf(call);
  const message = jsonOf(call);
  if (message["messaging_product"] !== "whatsapp")
    throw new GraphRefusal(100, "The parameter messaging_product is required.");
  if (number.refusesWith !== null) throw new GraphRefusal(number.refusesWith, "Set for this number.");
  if (number.status !== "CONNECTED") throw new GraphRefusal(133010, "The number is not registered.");
  if ("status" in message) return markRead(whatsapp, number, message);
  if (!whatsapp.unpaced && !whatsapp.limits.takeSecond(number.id, number.perSecond))
    throw new GraphRefusal(
      130429,
      "Message failed to send because there were too many messages sent from this phone number in a short period of time.",
    );
  const envelope = readGraph(Envelope, message);
  if (envelope.recipient_type === "group") throw new NotModelled("messages to groups");
  const { person, input, byPhone } = recipientOf(whatsapp, number, envelope);
  const thread = whatsapp.chats.thread(number, person);
  const read = await contentOf(whatsapp, number, envelope.type ?? "text", message);
  if (read.type === "reaction") checkReaction(whatsapp, thread, read.content);
  if (read.template?.category === "AUTHENTICATION" && !byPhone)
    throw new GraphRefusal(131062, "Authentication templates want a phone number.");
  if (!whatsapp.unpaced && !whatsapp.limits.takePair(number.id, person.id))
    throw new GraphRefusal(
      131056,
      "Message failed to send because there were too many messages sent from the sender phone number to the same recipient phone number in a short period of time.",
    );
  takeDay(whatsapp, number, thread, read.template !== undefined);
  const { template } = read;
  const sent = whatsapp.outbox.accept(thread, {
    ...read,
    quotedId: envelope.context?.message_id ?? null,
    callbackData: envelope.biz_opaque_callback_data ?? null,
    ...(template && { category: template.category, held: number.holdsTemplates }),
    ...(template?.ttlSeconds != null && template.ttlSeconds > 0 && { ttlMs: template.ttlSeconds * 1_000 }),
    toPhone: byPhone,
    failsWith: read.linkFailed ? 131053 : null,
  });
  if (read.type === "reaction") react(whatsapp, read.content);
  return {
    messaging_product: "whatsapp",
    contacts: [
      {
        input,
        ...((byPhone || !person.hidesPhone) && { wa_id: person.phone }),
        user_id: whatsapp.introductions.userId(thread),
      },
    ],
    messages: [
      { id: sent.id, ...(template && { message_status: sent.held ? "held_for_quality_assessment" : "accepted" }) },
    ],
  };
}

function markRead({ chats, clock }: WhatsApp, number: PhoneNumber, message: Json): Json {
  const { message_id, typing_indicator } = readGraph(Mark, message);
  const found = chats.find(message_id);
  if (found?.thread.line !== number || found.message.from !== "person" || clock.now() - found.message.at > MONTH_MS)
    throw invalid(`message_id: there is no message ${message_id} to mark as read`);
  for (const one of found.thread.messages) if (one.from === "person" && one.at <= found.message.at) one.seen = true;
  if (typing_indicator) found.thread.typingUntil = clock.now() + TYPING_MS;
  return { success: true };
}

/** The number wins over the user id; whoever is written to exists. */
function recipientOf(
  { people, registry }: WhatsApp,
  number: PhoneNumber,
  { to, recipient }: z.output<typeof Envelope>,
): { person: Person; input: string; byPhone: boolean } {
  if (to !== undefined) {
    const input = String(to);
    const digits = input.replace(/[\s().-]/g, "");
    if (!/^\+?\d{4,16}$/.test(digits)) throw new GraphRefusal(100, `Recipient phone number not valid: ${input}`);
    const phone = internationalOf(people.byPhone(digits) !== undefined, digits, number.phone);
    if (waIdOf(phone) === number.phone) throw new GraphRefusal(131021, "Sender and recipient are the same number.");
    return { person: people.byPhone(phone) ?? people.create({ phone }), input, byPhone: true };
  }
  if (recipient === undefined) throw missing("to");
  const person = people.byUserId(recipient, registry.accountOf(number).portfolioId);
  if (!person) throw invalid(`recipient: ${recipient} is no user id this business can use`);
  return { person, input: recipient, byPhone: false };
}

/** Without a plus the country code of the business is put in front, unless somebody has the number as it stands. */
function internationalOf(isKnown: boolean, digits: string, own: string): string {
  if (digits.startsWith("+") || isKnown) return digits.replace("+", "");
  const code = /^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/.exec(own)?.[0] ?? "";
  return digits.startsWith(code) ? digits : code + digits.replace(/^0+/, "");
}

type Read = Content & { template?: ReturnType<typeof readTemplateMessage>["template"]; linkFailed: boolean };

async function contentOf(whatsapp: WhatsApp, number: PhoneNumber, type: string, message: Json): Promise<Read> {
  const find = (name: string, language: string) => whatsapp.templates.find(number.accountId, name, language);
  const read = type === "template" ? readTemplateMessage(message, find) : readContent(type, message);
  let linkFailed = false;
  for (const file of read.files) linkFailed ||= !(await isUsable(whatsapp, number, file));
  return { ...read, linkFailed };
}

/** An id has to be there and fit; what an address holds is fetched and may fail later. */
async function isUsable(
  { media }: WhatsApp,
  { accountId }: PhoneNumber,
  { kind, id, link }: FileRef,
): Promise<boolean> {
  if (id !== undefined) {
    const file = media.find(id);
    if (!file || file.owner !== accountId) throw invalid(`${kind}.id: there is no media ${id}`);
    const problem = mediaProblem(kind, file.mimeType, file.bytes.length);
    if (problem) throw new GraphRefusal(131053, problem);
    return true;
  }
  const file = link === undefined ? null : await fetchLinked(link);
  return file !== null && mediaProblem(kind, file.mimeType, file.sizeBytes) === null;
}

function checkReaction({ chats, clock }: WhatsApp, thread: Thread, content: Json): void {
  const { message_id } = content["reaction"] as { message_id: string }; // read by its schema
  const found = chats.find(message_id);
  if (found?.thread !== thread) throw invalid(`reaction.message_id: there is no message ${message_id} in this chat`);
  if (clock.now() - found.message.at > MONTH_MS)
    throw invalid("reaction.message_id: the message is older than 30 days");
}

function react({ chats }: WhatsApp, content: Json): void {
  const { message_id, emoji } = content["reaction"] as { message_id: string; emoji?: string }; // read by its schema
  const message = chats.find(message_id)?.message;
  if (!message) return;
  if (emoji) message.reactions.business = emoji;
  else delete message.reactions.business;
}

/** Templates outside windows reach so many people a day (facts section 10; that 131048 says so is inferred). */
function takeDay(
  { limits, registry, chats, clock }: WhatsApp,
  number: PhoneNumber,
  thread: Thread,
  isTemplate: boolean,
): void {
  if (!isTemplate || chats.isOpen(thread)) return;
  const { portfolioId, dailyLimit } = registry.accountOf(number);
  if (!limits.takeDay(portfolioId, thread.person.id, dailyLimit, clock.now()))
    throw new GraphRefusal(131048, "There are restrictions on how many messages can be sent from this phone number.");
}
