import { CHAT_LANGUAGES, type ChatLanguage } from "@nexusone/contracts/whatsapp-terms";
import { findContact } from "@nexusone/db/queries/contacts";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { businessConfigOf } from "./business-config.ts";

/** A person's own language where it is known and we speak it, else the one of the word they `said`, else what the shop speaks to those it does not know. */
export async function languageFor(
  tx: MerchantTx,
  contactId: string,
  said: ChatLanguage | null = null,
): Promise<ChatLanguage> {
  const own = (await findContact(tx, contactId))?.language;
  return CHAT_LANGUAGES.find((one) => one === own) ?? said ?? (await businessConfigOf(tx)).defaultLanguage;
}
