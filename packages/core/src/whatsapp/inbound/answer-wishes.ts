import type { MerchantTx } from "@nexusone/db/with-merchant";
import { languageFor } from "../../channels/language-for.ts";
import { WISH_REPLIES } from "../../contacts/wish-words.ts";
import type { ServiceContext } from "../../context.ts";
import { queueMessage } from "../../sending/queue-message.ts";
import type { Obeyed } from "./wishes.ts";

/** Tells people once that their word is obeyed, and how to take it back: into the window that the word itself has opened. */
export async function answerWishes(tx: MerchantTx, ctx: ServiceContext, obeyed: readonly Obeyed[]): Promise<void> {
  for (const { wish, contactId, conversationId, language } of obeyed) {
    if (wish === "stop_all") continue;
    const text = WISH_REPLIES[wish][await languageFor(tx, contactId, language)];
    await queueMessage(tx, ctx, {
      conversationId,
      message: { type: "text", text },
      author: "assistant",
      priority: "now",
    });
  }
}
