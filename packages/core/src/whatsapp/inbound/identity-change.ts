import {
  endIdentifiers,
  findContact,
  findIdentifiers,
  insertIdentifiers,
  listIdentifiersOf,
} from "@nexusone/db/queries/contacts";
import { insertChatMessages, openConversations } from "@nexusone/db/queries/chat-inbound";
import { renameRecipients } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { holdPeople } from "../../contacts/hold-people.ts";
import { writtenOtherwise } from "../../contacts/identify.ts";
import { noteConflict } from "../../contacts/note-conflict.ts";
import { findOrCreateContact, keepUp, subjectOf } from "../../contacts/find-or-create.ts";
import type { ServiceContext } from "../../context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { DONE, ignored, type Followed, type Outcomes } from "./outcome.ts";
import { identifiedBy } from "./people.ts";

/**
 * The same person under a new number or id: the new name is theirs, the old one means them for what is from before (a number is
 * given to somebody else sooner or later), and what is told of it stands in the thread. A new name that is somebody else's already is not taken: people are
 * made one by hand alone.
 */
export async function followIdentityChange(
  tx: MerchantTx,
  ctx: ServiceContext,
  { row, item, channel }: Followed<"identity_change">,
): Promise<Outcomes> {
  const [old, fresh] = [identifiedBy(item.before), identifiedBy(item.after)];
  if (old.length + fresh.length === 0) return new Map([[row.id, ignored("inbox.not_followed")]]);
  const rows = await holdPeople(tx, [...old, ...writtenOtherwise(old), ...fresh]);
  // Whose number it was, rather than who wrote from the new one before this was told.
  const known = rows.find((one) => old.some(({ digest }) => digest === one.digest)) ?? rows[0];
  const contact = known
    ? (await findContact(tx, known.contactId))! // an identifier goes with its contact
    : (await findOrCreateContact(tx, ctx, { name: "", identifiers: [...fresh, ...old] })).contact;
  const claim = {
    source: "change",
    channelId: channel.id,
    externalId: item.messageId ?? item.key,
    at: item.at ?? row.receivedAt,
  } as const;
  await noteConflict(tx, ctx, { contactId: contact.id, identifiers: [...old, ...fresh], known: rows, claim });
  const taken = (await findIdentifiers(tx, fresh)).find(({ contactId }) => contactId !== contact.id);
  if (taken)
    return new Map([[row.id, { state: "failed", reason: "contacts.identifier_taken", contactId: contact.id }]]);

  const at = item.at ?? row.receivedAt;
  await insertIdentifiers(
    tx,
    contact.id,
    // What is from before may come later.
    [...fresh, ...old].toSorted((a, b) => (a.digest < b.digest ? -1 : 1)),
  );
  const given = new Set(fresh.map(({ digest }) => digest));
  const over = new Set([...old, ...writtenOtherwise(old)].map(({ digest }) => digest).filter((one) => !given.has(one)));
  const own = await listIdentifiersOf(tx, [contact.id]);
  const idsOf = (digests: ReadonlySet<string>) => own.filter(({ digest }) => digests.has(digest)).map(({ id }) => id);
  await endIdentifiers(tx, idsOf(given), null);
  if (fresh.length > 0) await endIdentifiers(tx, idsOf(over), at);
  await keepUp(tx, ctx, contact);
  const { phone, userId } = item.after;
  await renameRecipients(tx, { channelId: channel.id, contactId: contact.id, phone, userId });
  await recordEvent(
    tx,
    ctx,
    "contact.updated",
    { contactId: contact.id, fields: ["identifiers"] },
    subjectOf(contact.id),
  );

  const opening = { channelId: channel.id, contactId: contact.id, at, recipientPhone: phone, recipientUserId: userId };
  const [conversation] = await openConversations(tx, [opening]);
  await insertChatMessages(tx, [
    {
      conversationId: conversation!.id, // just opened
      channelId: channel.id,
      direction: "in",
      author: "user",
      externalId: item.messageId ?? item.key,
      kind: "identity_change",
      content: item.text ?? "",
      body: { type: "identity_change", change: item.change },
      quotedExternalId: null,
      state: "received",
      at,
      receivedAt: row.receivedAt,
      historic: false,
      senderDigests: [...fresh, ...old].map(({ digest }) => digest),
    },
  ]);
  return new Map([[row.id, { ...DONE, contactId: contact.id }]]);
}
