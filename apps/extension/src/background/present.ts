import type { ImportPreview, ImportRowView } from "@nexusone/contracts/imports";
import { asPriceRule, asPricingTerms } from "@nexusone/contracts/pricing";
import { fill } from "@nexusone/contracts/locale";
import { formatPercent } from "@nexusone/contracts/money";
import type { z } from "zod";
import { ago, count, usd } from "../format.ts";
import { FACT_WORDS, type FactWords } from "./fact-words.ts";
import { refusalOf, type Reader } from "./refused.ts";
import type { CardPreview, CardVariant, ImportedRow } from "../views.ts";

type Row = ImportPreview["rows"][number];

/** A preview in the card's words: reasons as sentences with absolute links. */
export function cardPreview(plan: ImportPreview, row: Row, pid: string, reader: Reader, now: number): CardPreview {
  const { locale } = reader;
  const words = FACT_WORDS[locale];
  const { terms, defaultPriceRule, floorMarginBps, destinationCountry } = plan.pricing;
  const details = { ...row.reasonDetails, ...(row.existingProductId && { productId: row.existingProductId }) };
  return {
    previewId: plan.id,
    rowId: row.id,
    pid: row.externalId ?? pid,
    expiresAt: plan.expiresAt,
    name: row.name,
    imageUrl: row.imageUrl,
    refusal: row.reason ? refusalOf(reader, row.reason, details) : null,
    existing: row.reason === "catalog.already_imported",
    removed: row.reason === "import.product_removed",
    rule: asPriceRule(row.priceRule ?? defaultPriceRule),
    categoryName: row.categoryName ?? "",
    tags: row.tags,
    optionNames: row.optionNames,
    variants: row.variants.map((variant) => cardVariant(variant, destinationCountry, reader, now)),
    terms: asPricingTerms(terms),
    floorMarginBps,
    destinationCountry,
    creditsSay: fill(words.importCost, { count: plan.cost.credits, left: count(plan.creditsAvailable, locale) }),
    floorSays: fill(words.underFloor, { floor: formatPercent(floorMarginBps, locale, 0) }),
  };
}

type Variant = Row["variants"][number];

function cardVariant(variant: Variant, country: string, reader: Reader, now: number): CardVariant {
  const { externalId, label, options, imageUrl, costUsd, freight, stock, priceMinor, reason } = variant;
  const { locale } = reader;
  const words = FACT_WORDS[locale];
  const about = freight?.banded ? "~" : "";
  return {
    ...{ externalId, label, options, imageUrl, costUsd, priceMinor },
    freightUsd: freight?.usd ?? null,
    banded: freight?.banded ?? false,
    says: {
      cost: costUsd === null ? "–" : usd(costUsd, locale),
      freight: freight ? `${about}${usd(freight.usd, locale)}` : "–",
      carrier: freight ? [freight.carrier, daysOf(freight, words)].filter(Boolean).join(" · ") : "",
      quote: freight
        ? fill(words.quoted, { when: ago(freight.quotedAt, now, locale) }) + (about && ` · ${words.banded}`)
        : "",
      stock:
        stock?.map((row) => ({
          country: row.country,
          total: count(row.total, locale),
          atCj: row.cjOwned === null ? "" : `(${fill(words.atCj, { count: count(row.cjOwned, locale) })})`,
        })) ?? null,
    },
    reason: reason && refusalOf(reader, reason, { country }).sentence,
  };
}

function daysOf({ minDays, maxDays }: NonNullable<Variant["freight"]>, words: FactWords): string {
  const [min, max] = [minDays ?? maxDays, maxDays ?? minDays];
  if (min === null || max === null) return "";
  return fill(min === max ? words.day : words.days, { min, max });
}

export function importedRow(row: z.infer<typeof ImportRowView>, reader: Reader, now: number): ImportedRow {
  const { id, externalId, name, imageUrl, state, productId, createdAt, undoableUntil } = row;
  const productUrl = productId && state === "imported" ? `${reader.adminUrl ?? ""}/catalogue/${productId}` : null;
  return {
    ...{ importLogId: id, externalId, name, imageUrl, state, productUrl, createdAt },
    refusal: row.reason ? refusalOf(reader, row.reason, row.reasonDetails) : null,
    undoable: state === "imported" && undoableUntil !== null && Date.parse(undoableUntil) > now,
  };
}
