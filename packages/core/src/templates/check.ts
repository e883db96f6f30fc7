import type { Locale } from "@nexusone/contracts/locale";
import type { TemplateContent } from "@nexusone/contracts/template-content";
import { findingWords } from "@nexusone/contracts/template-findings";
import { CheckTemplateInput, type FindingView, type TemplateCheck } from "@nexusone/contracts/templates";
import { findTemplate, listAccountTemplates, type Account, type TemplateRow } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { guessCategory, lintTemplate, missingOptOut, obeyedButtons } from "@nexusone/whatsapp/templates";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { businessConfigOf } from "../channels/business-config.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { accountFor } from "./accounts.ts";
import { typeOf } from "./content.ts";

const PRICE = { MARKETING: "marketing", UTILITY: "utility", AUTHENTICATION: "authentication" } as const;

/**
 * What Meta would find, as what it would take it for, and what that costs, before Meta sees it. `existing`: the account's other
 * templates. `stopWords`: the shop's own. Pure.
 */
export function checkContent(
  content: TemplateContent,
  {
    existing = [],
    unread = [],
    stopWords = [],
    locale,
  }: {
    existing?: readonly TemplateContent[];
    unread?: readonly unknown[];
    stopWords?: readonly string[];
    locale: Locale;
  },
): TemplateCheck {
  const findings = lintTemplate(content, { existing }).map(
    ({ code, outcome, part, source, sentence, remedy }): FindingView => {
      const words = findingWords(code, locale) ?? { sentence, remedy };
      return { code, outcome, part, source, ...words };
    },
  );
  const { category, because } = guessCategory(content);
  const dearer = content.category !== "MARKETING" && category === "MARKETING" && because.length > 0;
  return {
    findings,
    passes: findings.every(({ outcome }) => outcome === "recategorised"),
    guess: { category, because: [...new Set(because)], dearer },
    priceClass: PRICE[dearer ? "MARKETING" : content.category],
    type: typeOf(content, unread),
    optOut: missingOptOut(content),
    obeyed: obeyedButtons(content.buttons, { stop: stopWords }),
  };
}

/** The account's templates but this one, as the linter compares with them. */
export async function othersOf(tx: MerchantTx, account: Account, id: string | undefined): Promise<TemplateRow[]> {
  return (await listAccountTemplates(tx, account)).filter((row) => row.id !== id);
}

/** Checks what is being written, kept or not. Changes nothing. */
export async function checkTemplate(
  ctx: ServiceContext,
  rawInput: z.input<typeof CheckTemplateInput>,
): Promise<TemplateCheck> {
  authorize(ctx, "templates:read");
  const { content, id } = CheckTemplateInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const row = id === undefined ? undefined : await findTemplate(tx, id);
    const account = row ?? (await accountFor(tx, undefined, "first"));
    const others = await othersOf(tx, account, id);
    const { stopWords } = await businessConfigOf(tx);
    return checkContent(content, { existing: others.map((one) => one.content), stopWords, locale: ctx.locale });
  });
}
