import type { ContactId } from "@nexusone/contracts/ids";
import { ConversationsOfInput, StartConversationInput, type RestConversation } from "@nexusone/contracts/sending";
import { findContact, listIdentifiersOf, type ContactRow } from "@nexusone/db/queries/contacts";
import {
  findOrInsertConversation,
  listConversationsOfContact,
  type ConversationRow,
} from "@nexusone/db/queries/sending";
import { listChannels, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { findOrCreateContact } from "../contacts/find-or-create.ts";
import { holdContact } from "../contacts/hold-people.ts";
import { identifyAll, USER_ID } from "../contacts/identify.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

const SHOWN = 200;

/**
 * A conversation with a person, or with a number that becomes one: the one that there is, else a new one. Nothing is sent.
 * @throws `contacts.not_found`, `contacts.identifier_invalid`, `sending.no_channel`, `sending.no_address`.
 */
export async function startConversation(
  ctx: ServiceContext,
  rawInput: z.input<typeof StartConversationInput>,
): Promise<RestConversation> {
  authorize(ctx, "conversations:reply");
  const { contactId, phone, name, channelId } = StartConversationInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) =>
    viewRest(await conversationWith(tx, ctx, { contactId, phone, name, channelId })),
  );
}

/** Of one person, under older names. An unknown person has none. */
export async function listConversationsOf(
  ctx: ServiceContext,
  rawInput: z.input<typeof ConversationsOfInput>,
): Promise<RestConversation[]> {
  authorize(ctx, "conversations:read");
  const { userId } = ConversationsOfInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const contact = await findContact(tx, userId);
    const rows = await listConversationsOfContact(tx, contact?.mergedIntoId ?? userId, SHOWN);
    return rows.map(viewRest);
  });
}

type With = {
  readonly contactId?: ContactId | undefined;
  readonly phone?: string | undefined;
  readonly name?: string;
  readonly channelId?: string | undefined;
};

/** The conversation that whoever is named has with the shop's number; made when there is none. */
export async function conversationWith(tx: MerchantTx, ctx: ServiceContext, given: With): Promise<ConversationRow> {
  const channel = await channelOf(tx, given.channelId);
  const contact = await personOf(tx, ctx, given);
  const address = await addressOf(tx, contact.id, given.phone);
  const now = ctx.platform.clock.now();
  const { conversation } = await findOrInsertConversation(tx, {
    channelId: channel.id,
    contactId: contact.id,
    state: "waiting",
    handler: "none",
    startedAt: now,
    lastMessageAt: now,
    ...address,
  });
  return conversation;
}

/** The number that was asked for, else the one that has been connected longest and works. @throws `sending.no_channel`. */
async function channelOf(tx: MerchantTx, channelId: string | undefined): Promise<ChannelRow> {
  const usable = (await listChannels(tx)).filter(({ state }) => state !== "disconnected");
  const channel =
    channelId === undefined
      ? (usable.find(({ state }) => state === "connected") ?? usable[0])
      : usable.find(({ id }) => id === channelId);
  if (!channel) throw new DomainError("sending.no_channel");
  return channel;
}

async function personOf(
  tx: MerchantTx,
  ctx: ServiceContext,
  { contactId, phone, name = "" }: With,
): Promise<ContactRow> {
  if (contactId === undefined) {
    const identifiers = [{ type: "phone" as const, value: phone ?? "" }];
    return (await findOrCreateContact(tx, ctx, { name, identifiers })).contact;
  }
  return holdContact(tx, contactId);
}

/** Digits of the number that was named, else of the newest, or the id of who hides theirs. @throws `sending.no_address`. */
async function addressOf(
  tx: MerchantTx,
  contactId: string,
  named: string | undefined,
): Promise<{ recipientPhone: string | null; recipientUserId: string | null }> {
  const known = (await listIdentifiersOf(tx, [contactId])).toReversed();
  const identifiers = known.filter(({ endedAt }) => endedAt === null);
  const [asked] = await identifyAll(tx, named === undefined ? [] : [{ type: "phone", value: named }]);
  const phone = asked ?? identifiers.find(({ type }) => type === "phone");
  const userId = identifiers.find(({ type, value }) => type === "whatsapp" && USER_ID.test(value));
  if (!phone && !userId) throw new DomainError("sending.no_address");
  return { recipientPhone: phone?.value.replace(/\D/g, "") ?? null, recipientUserId: userId?.value ?? null };
}

const viewRest = ({ id, contactId, channelId, startedAt, endedAt, state }: ConversationRow): RestConversation => ({
  id,
  userId: contactId,
  channelId,
  startedAt: startedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
  status: state === "closed" ? "closed" : "open",
});
