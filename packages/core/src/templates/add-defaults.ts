import type { DefaultTemplateName } from "@nexusone/contracts/template-terms";
import { AddDefaultsInput, type AddedDefaults } from "@nexusone/contracts/templates";
import { listTemplateRows, type TemplateRow } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { isSameLanguage } from "@nexusone/whatsapp/templates";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { accountFor } from "./accounts.ts";
import { keepTemplate } from "./create-template.ts";
import { defaultTemplate, META_LANGUAGE } from "./defaults.ts";
import { chatLanguageOf } from "./order-words.ts";

/** Drafts of the three templates in these languages; one that is there stays as it is. Safe to repeat. */
export async function addDefaultTemplates(
  ctx: ServiceContext,
  rawInput: z.input<typeof AddDefaultsInput> = {},
): Promise<z.output<typeof AddedDefaults>> {
  authorize(ctx, "templates:manage");
  const { names, languages, channelId } = AddDefaultsInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const account = await accountFor(tx, channelId, "first");
    let added = 0;
    for (const name of names)
      for (const language of languages) {
        const content = defaultTemplate(name, language);
        if (await keepTemplate(tx, ctx, { account, content, source: "default" })) added += 1;
      }
    return { added, kept: names.length * languages.length - added };
  });
}

const NAMESAKES = 100;
/**
 * The template of a name that can be sent to who speaks a language, else in the shop's other languages in this order; undefined
 * when none is approved. The first who asks for one of the defaults has its draft made, for somebody to submit.
 */
export async function findSendableDefault(
  tx: MerchantTx,
  ctx: ServiceContext,
  name: DefaultTemplateName,
  languages: readonly string[],
  channelAccountId: string,
): Promise<TemplateRow | undefined> {
  const rows = await listTemplateRows(tx, { name, limit: NAMESAKES });
  const sendable = rows.filter(
    (row) => row.status === "APPROVED" && row.state === "active" && row.accountId === channelAccountId,
  );
  for (const language of languages) {
    const found =
      sendable.find((row) => isSameLanguage(row.language, language)) ??
      sendable.find((row) => row.language.slice(0, 2) === language.slice(0, 2).toLowerCase());
    if (found) return found;
  }
  const first = chatLanguageOf(languages[0] ?? "en");
  if (!rows.some((row) => isSameLanguage(row.language, META_LANGUAGE[first]))) {
    const account = await accountFor(tx, undefined, "first");
    await keepTemplate(tx, ctx, { account, content: defaultTemplate(name, first), source: "default" });
  }
  return sendable[0];
}
