import type { BusinessConfig } from "@nexusone/contracts/channels";
import type { ChatLanguage } from "@nexusone/contracts/whatsapp-terms";
import { formatMoney } from "@nexusone/contracts/money";
import type { ConversationRow } from "@nexusone/db/queries/sending";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import {
  cutText,
  LIMITS,
  type OutgoingButtons,
  type OutgoingList,
  type OutgoingMessage,
} from "@nexusone/whatsapp/rules";
import { MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { tapId } from "./tap-ids.ts";
import { talkWords, type TalkWord } from "./talk-words.ts";

/** What is older is for people: an answer out of the blue helps nobody (facts section 1). */
export const FRESH_MS = 15 * MINUTE_MS;

/** One customer's message being answered: in its transaction, with the conversation locked. */
export type Talk = {
  readonly ctx: ServiceContext & { readonly tx: MerchantTx };
  readonly tx: MerchantTx;
  readonly conversation: ConversationRow;
  readonly contactId: string;
  readonly language: ChatLanguage;
  readonly config: BusinessConfig;
  /** The shop's own money. */
  readonly currency: string;
  readonly say: (word: TalkWord, values?: Readonly<Record<string, string | number>>) => string;
};
/** What is sent, in this order; `afterwards` happens with it and learns the ids of the messages. */
export type Reply = {
  readonly messages: readonly OutgoingMessage[];
  readonly afterwards?: (messageIds: readonly string[]) => Promise<void>;
};

export const sayIn =
  (language: ChatLanguage): Talk["say"] =>
  (word, values) =>
    talkWords(language, word, values);

export const money = ({ currency, language }: Talk, minor: number): string => formatMoney(minor, currency, language);

export type Button = { readonly id: string; readonly title: string };
export const buttons = (body: string, some: readonly Button[]): OutgoingButtons => ({
  type: "buttons",
  body: cutText(body, LIMITS.buttonsBody),
  buttons: some.map(({ id, title }) => ({ id, title: cutText(title, LIMITS.buttonTitle) })),
});

export type Row = { readonly id: string; readonly title: string; readonly description?: string };
/** Rows of one list; with more than ten the last leads on, so hand over `rowsShown` of them and a `more`. */
export const list = ({ say }: Talk, body: string, rows: readonly Row[]): OutgoingList => ({
  type: "list",
  body: cutText(body, LIMITS.listBody),
  label: say("choose"),
  sections: [
    {
      rows: rows.map(({ id, title, description }) => ({
        id,
        title: cutText(title, LIMITS.rowTitle) || "…",
        ...(description && { description: cutText(description, LIMITS.rowDescription) }),
      })),
    },
  ],
});
/** One row stays free for "more". */
export const rowsShown = LIMITS.rows - 1;

export const catalogueButton = ({ say }: Talk): Button => ({ id: tapId("categories", 0), title: say("catalogue") });
export const personButton = ({ say }: Talk): Button => ({ id: tapId("person"), title: say("askPerson") });
