import {
  followInConversations,
  insertChatMessages,
  openConversations,
  type ConversationNews,
  type NewChatMessage,
} from "@nexusone/db/queries/chat-inbound";
import { findContact, findIdentifiers, insertIdentifiers } from "@nexusone/db/queries/contacts";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { opensWindow } from "@nexusone/whatsapp/rules";
import { keepIncomingFiles, type WithFile } from "../../chat-media/incoming-files.ts";
import { answerSoon } from "../../commands/answer-soon.ts";
import { keepUp } from "../../contacts/find-or-create.ts";
import { noteConflict, type Claim } from "../../contacts/note-conflict.ts";
import type { ServiceContext } from "../../context.ts";
import { recordEvents } from "../../events/record-event.ts";
import { applyHeldNews } from "./held-news.ts";
import { answerWishes } from "./answer-wishes.ts";
import { DONE, ignored, type Followed, type Outcome, type Outcomes } from "./outcome.ts";
import { findPeople, identifiedBy, personKey, sharedNumber } from "./people.ts";
import { readableText } from "./readable.ts";
import type { Said } from "./said.ts";
import { followWords } from "./wishes.ts";

type Told = Followed<"message" | "vote">;

/**
 * What people wrote, and what the shop wrote on its own telephone, put where it belongs. One that was here is left as it is; groups
 * are counted and not followed, since nobody's own conversation is meant.
 */
export async function followMessages(tx: MerchantTx, ctx: ServiceContext, said: readonly Told[]): Promise<Outcomes> {
  const outcomes = new Map<string, Outcome>();
  const own: Told[] = [];
  for (const one of said) {
    if (one.item.groupId !== null || personKey(one.item.person) === "")
      outcomes.set(one.row.id, ignored("inbox.not_followed"));
    else own.push(one);
  }
  if (own.length === 0) return outcomes;
  const placed = await place(tx, ctx, own);
  const inserted = await insertChatMessages(tx, placed.map(messageRow));
  const ids = new Map(inserted.map(({ id, channelId, externalId }) => [`${channelId}:${externalId}`, id]));
  // Of two that name the same message in one batch the first is it.
  const fresh = placed.filter(
    ({ channel, item }, nth) =>
      ids.has(`${channel.id}:${item.messageId}`) &&
      placed.findIndex((other) => other.channel.id === channel.id && other.item.messageId === item.messageId) === nth,
  );
  await followInConversations(tx, newsOf(fresh, ctx.platform.clock.now()));
  const facts = (one: Said) => ({
    payload: {
      messageId: ids.get(`${one.channel.id}:${one.item.messageId}`)!, // filtered by it
      conversationId: one.conversation.id,
      contactId: one.contactId,
      channelId: one.channel.id,
      kind: kindOf(one),
    },
    subject: { kind: "conversation", id: one.conversation.id } as const,
  });
  const told = fresh.filter(({ item }) => item.history === null);
  const [come, gone] = [told.filter(isInbound), told.filter((one) => !isInbound(one))];
  await recordEvents(tx, ctx, "message.received", come.map(facts));
  await recordEvents(tx, ctx, "message.sent", gone.map(facts));
  for (const one of come) await keepSharedNumber(tx, ctx, one);
  await answerWishes(tx, ctx, await followWords(tx, ctx, come));
  await keepIncomingFiles(
    tx,
    ctx,
    fresh.flatMap((one) => fileOf(one, ids)),
  );
  await answerSoon(
    tx,
    ctx,
    come.map((one) => ({ ...one, messageId: facts(one).payload.messageId })),
  );
  await applyHeldNews(tx, ctx, inserted);
  for (const { row, contactId } of placed) outcomes.set(row.id, { ...DONE, contactId });
  return outcomes;
}

const claimOf = ({ messageId }: Told["item"], channel: Told["channel"], at: Date): Claim => ({
  source: "message",
  channelId: channel.id,
  externalId: messageId,
  at,
});

/** Who hides the number told it, asked by a button of ours: it is theirs unless it is somebody else's already. */
async function keepSharedNumber(
  tx: MerchantTx,
  ctx: ServiceContext,
  { item, channel, contactId, at }: Said,
): Promise<void> {
  const [told] = item.kind === "vote" ? [] : sharedNumber(item.content);
  const contact = told && (await findContact(tx, contactId));
  if (!told || !contact) return;
  const added = await insertIdentifiers(tx, contactId, [told]);
  if (added.length > 0) return keepUp(tx, ctx, contact);
  const identifiers = [told, ...identifiedBy(item.person)];
  const claim = { ...claimOf(item, channel, at), source: "shared" } as const;
  await noteConflict(tx, ctx, { contactId, identifiers, known: await findIdentifiers(tx, [told]), claim });
}

/** Also of what is from before the connection: nobody is told, and it is kept. */
function fileOf({ item, channel, row }: Said, ids: ReadonlyMap<string, string>): WithFile[] {
  if (item.kind === "vote" || item.content.type !== "media") return [];
  const messageId = ids.get(`${channel.id}:${item.messageId}`)!; // it has just been written
  return [{ messageId, channelId: channel.id, content: item.content, receivedAt: row.receivedAt }];
}

const isInbound = ({ item }: Told): boolean => item.direction === "in";
const kindOf = ({ item }: Told): string => (item.kind === "vote" ? "vote" : item.content.type);

async function place(tx: MerchantTx, ctx: ServiceContext, said: readonly Told[]): Promise<Said[]> {
  const dated = said.map((one) => ({ ...one, at: timeOf(one, ctx.platform.clock.now()) }));
  const people = await findPeople(
    tx,
    ctx,
    dated.map(({ item, channel, at }) => ({ person: item.person, at, claim: claimOf(item, channel, at) })),
  );
  const pairs = dated.map((one) => ({
    ...one,
    contactId: people.get(personKey(one.item.person))!, // everybody asked for is found or begun
  }));
  const openings = pairs.map(({ channel, contactId, at, item: { person } }) => ({
    channelId: channel.id,
    contactId,
    at,
    recipientPhone: person.phone,
    recipientUserId: person.userId,
  }));
  const keyOf = (pair: { channelId: string; contactId: string }) => `${pair.channelId}:${pair.contactId}`;
  const once = [...new Map(openings.map((opening) => [keyOf(opening), opening])).values()];
  const open = new Map((await openConversations(tx, once)).map((row) => [keyOf(row), row]));
  return pairs.map((pair) => ({
    ...pair,
    conversation: open.get(keyOf({ channelId: pair.channel.id, contactId: pair.contactId }))!, // just opened
  }));
}

/** The vendor's own time; one that it did not name, or that lies ahead of us, is that of the arrival. */
const timeOf = ({ item, row }: Told, now: Date): Date => (item.at && item.at <= now ? item.at : row.receivedAt);

function messageRow(one: Said): NewChatMessage {
  const { item, conversation, channel, row, at } = one;
  const inbound = isInbound(one);
  return {
    conversationId: conversation.id,
    channelId: channel.id,
    direction: item.direction,
    author: inbound ? "user" : "human",
    externalId: item.messageId,
    kind: kindOf(one),
    content: item.kind === "vote" ? "" : readableText(item.content),
    body:
      item.kind === "vote"
        ? { type: "vote", targetId: item.targetId, optionIds: item.optionIds }
        : { ...item.content, forwarded: item.forwarded, ...(item.referral && { referral: item.referral }) },
    quotedExternalId: item.kind === "vote" ? item.targetId : (item.quote?.messageId ?? null),
    state: inbound ? "received" : "sent",
    at,
    receivedAt: row.receivedAt,
    historic: item.history !== null,
    senderDigests: inbound ? identifiedBy(item.person).map(({ digest }) => digest) : null,
  };
}

/** One line for each conversation: when it last moved, and whether somebody has to look. */
function newsOf(fresh: readonly Said[], now: Date): ConversationNews[] {
  return [...Map.groupBy(fresh, ({ conversation }) => conversation.id)].map(([id, own]) => {
    const inbound = own.filter((one) => isInbound(one) && one.item.history === null);
    const opening = own.filter(({ item }) => opensWindow(item));
    const newest = (some: readonly Said[]) =>
      some.reduce<Date | null>((latest, { at }) => (latest && latest >= at ? latest : at), null);
    const entry = inbound.find(({ item }) => item.kind === "message" && item.referral !== null);
    const people = inbound.toSorted((a, b) => b.at.getTime() - a.at.getTime()).map(({ item }) => item.person);
    return {
      id,
      at: newest(own) ?? now,
      inboundAt: newest(opening),
      unread: inbound.length,
      answered: own.some(({ item }) => item.direction === "out" && item.sentFrom === "phone" && item.history === null),
      entryAt: entry?.at ?? null,
      recipientPhone: people.find(({ phone }) => phone !== null)?.phone ?? null,
      recipientUserId: people.find(({ userId }) => userId !== null)?.userId ?? null,
    };
  });
}
