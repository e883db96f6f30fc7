import type { ChatLanguage } from "@nexusone/contracts/whatsapp-terms";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { findBusinessConfig } from "@nexusone/db/queries/whatsapp-business-config";
import { languageOfConsentWord, readConsentWord, type ConsentWish } from "@nexusone/whatsapp/rules";
import type { Content } from "@nexusone/whatsapp/webhook";
import { askErasure } from "../../contacts/ask-erasure.ts";
import { followWish } from "../../contacts/follow-wish.ts";
import type { ServiceContext } from "../../context.ts";
import { DONE, ignored, type Followed, type Outcome, type Outcomes } from "./outcome.ts";
import { findPeople, personKey } from "./people.ts";
import type { Said } from "./said.ts";

/**
 * Words that stop, resume and erase, said by somebody as a whole message or tapped: obeyed at once, in the transaction that brings
 * them. A caption, a card, a group and what happened before the connection are no wish; a stop that was forwarded is somebody else's.
 * In the order in which they were said. @returns what changed
 */
export async function followWords(
  tx: MerchantTx,
  ctx: ServiceContext,
  said: readonly Said[],
): Promise<readonly Obeyed[]> {
  const spoken = said.filter(
    ({ item }) =>
      item.kind === "message" && item.direction === "in" && item.history === null && item.forwarded === "no",
  );
  if (spoken.length === 0) return [];
  const stop = (await findBusinessConfig(tx))?.stopWords ?? [];
  const obeyed: Obeyed[] = [];
  for (const one of spoken.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const word = one.item.kind === "message" ? wordOf(one.item.content, stop) : null;
    if (!word) continue;
    const { contactId, at, conversation } = one;
    const changed = await followWish(tx, ctx, { contactId, wish: word.wish, evidence: word.matched, at });
    if (word.wish === "erase") await askErasure(tx, ctx, { contactId, source: "chat" });
    if (changed)
      obeyed.push({
        wish: word.wish,
        contactId,
        conversationId: conversation.id,
        language: languageOfConsentWord(word.matched),
      });
  }
  return obeyed;
}

export type Obeyed = {
  readonly wish: ConsentWish;
  readonly contactId: string;
  readonly conversationId: string;
  /** Of the word, where it tells. */
  readonly language: ChatLanguage | null;
};

/** Of a tap what we call it, however it is labelled, and else what the person saw. */
function wordOf(content: Content, stop: readonly string[]) {
  const texts =
    content.type === "text" ? [content.text] : content.type === "choice" ? [content.id, content.title ?? ""] : [];
  for (const text of texts) {
    const word = readConsentWord(text, { stop });
    if (word) return word;
  }
  return null;
}

/** The person's own switch in WhatsApp: about marketing alone. */
export async function followPreferences(
  tx: MerchantTx,
  ctx: ServiceContext,
  told: readonly Followed<"preference">[],
): Promise<Outcomes> {
  const outcomes = new Map<string, Outcome>();
  const dated = told.map((one) => ({ ...one, at: one.item.at ?? one.row.receivedAt }));
  const people = await findPeople(
    tx,
    ctx,
    dated.map(({ item: { person }, at }) => ({ person, at, claim: { source: "message", at } })),
  );
  for (const { row, item, at } of dated.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const contactId = people.get(personKey(item.person));
    if (!contactId || item.category !== "marketing_messages") {
      outcomes.set(row.id, ignored("inbox.not_followed"));
      continue;
    }
    await followWish(tx, ctx, { contactId, wish: item.wish, evidence: "whatsapp:user_preferences", at });
    outcomes.set(row.id, { ...DONE, contactId });
  }
  return outcomes;
}
