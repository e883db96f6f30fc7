import type { DraftRow } from "@nexusone/contracts/reply-drafts";
import { formatMoney } from "@nexusone/contracts/money";
import { orderStatus } from "@nexusone/contracts/order-terms";
import { tellingLabel } from "@nexusone/contracts/variant-label";
import { listProductRows } from "@nexusone/db/queries/catalog-list";
import { searchProductIds } from "@nexusone/db/queries/catalog-search";
import { listThreadMessages, type ThreadMessageRow } from "@nexusone/db/queries/conversation-thread";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { findOrderParts } from "@nexusone/db/queries/orders";
import { listOrderRows } from "@nexusone/db/queries/orders-list";
import type { ConversationRow } from "@nexusone/db/queries/sending";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { searchWords } from "../catalog/search-text.ts";
import { businessConfigOf } from "../channels/business-config.ts";
import { languageFor } from "../channels/language-for.ts";
import type { ServiceContext } from "../context.ts";
import { expectedAt } from "../fulfilment/views.ts";
import { knownTrackingUrl } from "../tracking/tracking-link.ts";
import { openingHours } from "./opening-hours.ts";

const [MESSAGES, ORDERS, PRODUCTS, LINES, PARCELS, STEPS] = [20, 5, 5, 10, 4, 5] as const;
const MESSAGE_CHARACTERS = 1_000;
const LABEL_CHARACTERS = 80;
/** Words of the customer that products are looked for by, and how many products each may name. */
const [SEARCHED_WORDS, HITS_EACH] = [10, 20] as const;

/** Something true that a reply may draw on. */
export type Fact = {
  /** Ours within one request, as o1; no id of the database leaves. */
  readonly id: string;
  readonly row: DraftRow;
  /** What the model is told. */
  readonly told: Readonly<Record<string, unknown>>;
  /** Addresses that may stand in a reply. */
  readonly links: readonly string[];
};
export type Said = {
  readonly id: string;
  readonly row: DraftRow;
  readonly from: "customer" | "shop";
  readonly text: string;
};
export type Brief = {
  /** ISO 639-1, what the customer is written to in. */
  readonly language: string;
  readonly chat: readonly Said[];
  readonly facts: readonly Fact[];
};

type Manner = { readonly language: string; readonly timeZone: string };

/** What there is to know for a reply, of this shop and this customer alone, and never more than a screen or two of it. */
export async function gatherBrief(tx: MerchantTx, ctx: ServiceContext, conversation: ConversationRow): Promise<Brief> {
  const [rows, language, config, shop] = await Promise.all([
    listThreadMessages(tx, {
      conversationId: conversation.id,
      from: undefined,
      direction: "older",
      limit: MESSAGES,
    }),
    languageFor(tx, conversation.contactId),
    businessConfigOf(tx),
    findMerchantWithRate(tx),
  ]);
  const said = rows.filter(({ revokedAt, content }) => revokedAt === null && content.trim() !== "").toReversed();
  const manner = { language, timeZone: config.timeZone };
  const facts = [
    ...(await orderFacts(tx, ctx, conversation.contactId, manner)),
    ...(await productFacts(tx, wordsOf(said), manner)),
    {
      id: "shop",
      row: { kind: "shop", id: null, label: "" },
      told: {
        kind: "shop",
        name: shop?.merchant.name ?? "",
        business: config.businessType,
        timeZone: config.timeZone,
        languages: config.languages,
        hours: openingHours(config.hours, language),
      },
      links: [],
    } as const,
  ];
  return { language, chat: said.map(saidOf), facts };
}

function saidOf({ id, direction, content }: ThreadMessageRow, nth: number): Said {
  return {
    id: `m${nth + 1}`,
    row: { kind: "message", id, label: content.slice(0, LABEL_CHARACTERS) },
    from: direction === "in" ? "customer" : "shop",
    text: content.slice(0, MESSAGE_CHARACTERS),
  };
}

/** The customer's newest orders with what their parcels' carriers said last, in days of the shop's zone. */
async function orderFacts(
  tx: MerchantTx,
  ctx: ServiceContext,
  contactId: string,
  { language, timeZone }: Manner,
): Promise<Fact[]> {
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone });
  const now = ctx.platform.clock.now();
  const rows = (await listOrderRows(tx, { contactId, limit: ORDERS })).slice(0, ORDERS);
  const facts: Fact[] = [];
  for (const [nth, { order }] of rows.entries()) {
    const [parts, expected, page] = await Promise.all([
      findOrderParts(tx, order.id),
      expectedAt(tx, order.id, now),
      knownTrackingUrl(tx, ctx, order.id),
    ]);
    if (!parts) continue;
    facts.push({
      id: `o${nth + 1}`,
      row: { kind: "order", id: order.id, label: order.number },
      told: {
        kind: "order",
        number: order.number,
        status: orderStatus(order),
        placedOn: day.format(order.placedAt),
        total: formatMoney(order.totalMinor, order.currency, language),
        items: parts.lines
          .slice(0, LINES)
          .map(({ line }) => `${line.quantity} × ${[line.name, tellingLabel(line.label)].filter(Boolean).join(", ")}`),
        expectedBy: expected ? day.format(expected) : null,
        trackingPage: page ?? null,
        parcels: parts.parcels.slice(-PARCELS).map((parcel) => ({
          state: parcel.fulfilment,
          carrier: parcel.carrier,
          trackingNumber: parcel.trackingNumber,
          steps: parts.tracking
            .filter(({ shipmentId, activity }) => shipmentId === parcel.id && activity !== "")
            .slice(0, STEPS)
            .map(({ happenedAt, activity, location }) => ({
              on: day.format(happenedAt),
              what: activity,
              where: location,
            })),
        })),
      },
      links: page === undefined ? [] : [page],
    });
  }
  return facts;
}

/** What the customer said last, word by word, the newest first. */
function wordsOf(said: readonly ThreadMessageRow[]): string[] {
  const theirs = said
    .filter(({ direction }) => direction === "in")
    .slice(-3)
    .toReversed();
  const words = theirs.flatMap(({ content }) => searchWords(content.slice(0, MESSAGE_CHARACTERS)));
  return [...new Set(words)].filter((word) => word.length >= 4 && !/^\d+$/.test(word)).slice(0, SEARCHED_WORDS);
}

/** Products on sale that these words begin words of, those with the most of them first. */
async function productFacts(tx: MerchantTx, words: readonly string[], { language }: Manner): Promise<Fact[]> {
  const hits = await Promise.all(words.map((word) => searchProductIds(tx, [`${word}*`], HITS_EACH)));
  const named = new Map<string, number>();
  for (const id of hits.flat()) named.set(id, (named.get(id) ?? 0) + 1);
  const ids = [...named].toSorted(([, one], [, other]) => other - one).map(([id]) => id);
  if (ids.length === 0) return [];
  const rows = await listProductRows(tx, { filter: { ids, status: "active" }, sort: "newest", limit: ids.length });
  const best = rows.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)).slice(0, PRODUCTS);
  return best.map((product, nth) => {
    const [from, to] = [product.minPriceMinor, product.maxPriceMinor].map((minor) =>
      minor === null ? null : formatMoney(minor, product.currency, language),
    );
    return {
      id: `p${nth + 1}`,
      row: { kind: "product", id: product.id, label: product.name },
      told: {
        kind: "product",
        name: product.name,
        price: from === to ? from : `${from} – ${to}`,
        inStock: product.stockTotal === null ? null : product.stockTotal > 0,
        variants: product.variantCount,
      },
      links: [],
    } as const;
  });
}
