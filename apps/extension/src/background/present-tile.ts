import type { MarginEstimates } from "@nexusone/contracts/estimates";
import { fill } from "@nexusone/contracts/locale";
import { formatMoney, formatPercent } from "@nexusone/contracts/money";
import type { z } from "zod";
import { marginAt } from "../content/cj-product/pricing.ts";
import { usd } from "../format.ts";
import type { CardPreview, TileView } from "../views.ts";
import type { Reader } from "./refused.ts";
import { TILE_WORDS } from "./tile-words.ts";

export type Listed = { pid: string; minUsd: string | null; maxUsd: string | null };
type Estimates = z.infer<typeof MarginEstimates>;
type Estimated = Estimates["items"][number];

/** A product without any quote: its cost, and never a percent. */
export const bareTile = ({ pid, minUsd, maxUsd }: Listed, { locale }: Reader): TileView => ({
  pid,
  // Cards are narrow, and the page shows the whole range itself.
  cost: minUsd === null ? null : usd(minUsd, locale) + (maxUsd === null || maxUsd === minUsd ? "" : "+"),
  imported: null,
  margin: null,
  note: null,
});

/** A product by what the server has stored: where it is in the catalogue, or what it would earn, marked "~". */
export function estimatedTile(
  listed: Listed,
  found: Estimated | undefined,
  currency: string,
  reader: Reader,
): TileView {
  const bare = bareTile(listed, reader);
  if (!found) return bare;
  const { locale } = reader;
  const words = TILE_WORDS[locale];
  if (found.productId) {
    const { importedCostUsd: before } = found;
    const changed = before !== null && listed.minUsd !== null && Number(before) !== Number(listed.minUsd);
    return {
      ...bare,
      imported: {
        href: `${reader.adminUrl ?? ""}/catalogue/${found.productId}`,
        changed,
        title: changed
          ? fill(words.changed, { before: usd(before, locale), now: usd(listed.minUsd ?? "0", locale) })
          : words.inCatalogue,
      },
    };
  }
  const { estimate } = found;
  if (!estimate) return bare;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const title = [
    fill(words.about, { profit: money(estimate.profitMinor), price: money(estimate.priceMinor) }),
    ...(estimate.dutyIncluded ? [] : [words.noDuty]),
    ...(estimate.belowFloor ? [words.underYourFloor] : []),
  ].join(" · ");
  const percent = formatPercent(estimate.percentOfPriceBps, locale, 0);
  return { ...bare, margin: { say: `~ ${percent}`, title, tone: estimate.belowFloor ? "bad" : "good" } };
}

/** A product after the one preview a person asked for. */
export function pricedTile(listed: Listed, preview: CardPreview, reader: Reader): TileView {
  const bare = bareTile(listed, reader);
  const { locale } = reader;
  const words = TILE_WORDS[locale];
  const { refusal } = preview;
  if (preview.existing && refusal?.remedy.href)
    return { ...bare, imported: { href: refusal.remedy.href, title: refusal.sentence, changed: false } };
  const variant = preview.variants.find(({ reason }) => reason === null);
  const margin = variant && marginAt(preview, variant, variant.priceMinor);
  if (!variant || !margin || variant.priceMinor === null) return { ...bare, note: refusal?.sentence ?? words.noQuote };
  const money = (minor: number) => formatMoney(minor, margin.currency, locale);
  const under = margin.percentOfNetBps < preview.floorMarginBps;
  const title = [
    fill(words.exact, { profit: money(margin.profitMinor), price: money(variant.priceMinor) }),
    ...(preview.terms.duty.kind === "unknown" ? [words.noDuty] : []),
    ...(under ? [fill(words.underFloor, { floor: formatPercent(preview.floorMarginBps, locale, 0) })] : []),
    ...(refusal ? [refusal.sentence] : []),
  ].join(" · ");
  const percent = formatPercent(margin.percentOfPriceBps, locale, 0);
  const say = variant.banded ? `~ ${percent}` : percent;
  return { ...bare, margin: { say, title, tone: under || refusal ? "bad" : "good" } };
}
