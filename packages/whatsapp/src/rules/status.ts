/** Where an outgoing message stands, as the vendor's words say it. */
export type DeliveryWord = "accepted" | "sent" | "failed" | "delivered" | "read" | "played";

/**
 * From less to more known. `failed` stands above `sent` and below `delivered`: a late `sent` does not revive it, proof of delivery
 * does, and what was read never fails (facts section 4). `read` implies `delivered`, which WhatsApp leaves out while the chat is open.
 */
const RANKS: Record<DeliveryWord, number> = { accepted: 0, sent: 1, failed: 2, delivered: 3, read: 4, played: 5 };

export type Pricing = { model: string | null; type: string | null; category: string | null; billable: boolean | null };

/** What is known of one message. Plain data, to be kept as it is. */
export type Delivery = {
  status: DeliveryWord;
  /** When each word was first true; instants in milliseconds since 1970. */
  times: Partial<Record<DeliveryWord, number>>;
  /** Codes of the failure; kept when a later proof of delivery overrules it. */
  errorCodes: number[];
  /** Told several times, counted once: that of the earliest word that carried one. */
  pricing: { from: DeliveryWord; value: Pricing } | null;
};

/** What one status event says; a `StatusItem` of the webhook has the same fields. */
export type StatusNews = {
  status: string;
  at: Date | null;
  errors?: readonly { code: number | null }[];
  pricing?: Pricing | null;
};

/** A send the vendor took. Nothing is known of a message before. */
export function accepted(at: Date): Delivery {
  return { status: "accepted", times: { accepted: at.getTime() }, errorCodes: [], pricing: null };
}

export function isDeliveryWord(word: string): word is DeliveryWord {
  return Object.hasOwn(RANKS, word);
}

/**
 * The state after an event. Whatever the order, the repetitions and the pieces events come in, the end is the same, and `status`
 * never goes back. Words that say nothing of delivery (`deleted`, `warning`, unknown ones) change nothing.
 */
export function applyStatus(state: Delivery, news: StatusNews): Delivery {
  if (!isDeliveryWord(news.status)) return state;
  const codes = (news.errors ?? []).map(({ code }) => code).filter((code) => code !== null);
  return mergeDeliveries(state, {
    status: news.status,
    times: news.at ? { [news.status]: news.at.getTime() } : {},
    errorCodes: codes,
    pricing: news.pricing ? { from: news.status, value: news.pricing } : null,
  });
}

/** What two readers of the same message know together. Commutative, associative, idempotent. */
export function mergeDeliveries(a: Delivery, b: Delivery): Delivery {
  const times: Delivery["times"] = { ...a.times };
  for (const [word, time] of Object.entries(b.times))
    if (isDeliveryWord(word)) times[word] = Math.min(time, times[word] ?? Number.POSITIVE_INFINITY);
  return {
    status: RANKS[b.status] > RANKS[a.status] ? b.status : a.status,
    times,
    errorCodes: [...new Set([...a.errorCodes, ...b.errorCodes])].toSorted((one, other) => one - other),
    pricing: firstPricing(a.pricing, b.pricing),
  };
}

function firstPricing(a: Delivery["pricing"], b: Delivery["pricing"]): Delivery["pricing"] {
  if (!a || !b) return a ?? b;
  const order = RANKS[a.from] - RANKS[b.from] || compareText(pricingText(a.value), pricingText(b.value));
  return order <= 0 ? a : b;
}

function pricingText({ model, type, category, billable }: Pricing): string {
  return JSON.stringify([model, type, category, billable]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
