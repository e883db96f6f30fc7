import type { Random } from "../random.ts";
import { isBelowFloor, netOf, priceOf } from "./ends.ts";
import type { Good, Happening, ShopTerms } from "./types.ts";

const DAY = 24;

/**
 * When the whole world misbehaves, in hours of the story. Beyond the first fortnight a day without anything lies between, but for
 * what the rush leaves over: it takes up to four days to be paid.
 */
export const WINDOWS = {
  throttled: { from: 4 * DAY, to: 4 * DAY + 12 },
  lostAnswers: { from: 6 * DAY, to: 6 * DAY + 8 },
  lostMessages: { from: 8 * DAY + 4, to: 9 * DAY + 4 },
  unruly: { from: 11 * DAY, to: 13 * DAY },
  /** Everybody buys at once: for more than the shop may spend on a day. */
  rush: { from: 13 * DAY + 1, to: 13 * DAY + 4 },
  down: { from: 16 * DAY + 6, to: 16 * DAY + 12 },
  broke: { from: 20 * DAY, to: 21 * DAY },
} as const;

/**
 * Days on which everything goes its way, from their first hour: an order of then is paid within the hour. No Monday, whose points
 * are short, and no day on which older orders wait for the limit.
 */
export const CALM_DAYS = [1, 2, 18, 19, 23, 24, 25, 26, 27] as const;

/** What befalls products, told unless the name says "deaf": then the shop hears nothing of it before the next reading. */
export const ROLES = ["rise", "jump", "squeeze", "out", "gone", "deafRise", "deafOut", "deafGone"] as const;
export type Role = (typeof ROLES)[number] | "calm";
/** Of a hundred products. */
const SHARES: Record<(typeof ROLES)[number], number> = {
  rise: 4,
  jump: 2,
  squeeze: 0.35,
  out: 1,
  gone: 0.35,
  deafRise: 0.35,
  deafOut: 0.35,
  deafGone: 0.35,
};
const FACTORS: Partial<Record<Role, number>> = { rise: 1.1, jump: 1.4, deafRise: 1.3 };

export type Cast = { readonly good: Good; readonly role: Role; readonly happenings: readonly Happening[] };

/** Which product gets which part. A large jump needs goods that leave enough after it; a squeeze ones that do not. */
export function castGoods(goods: readonly Good[], random: Random, terms: ShopTerms): Cast[] {
  const free = [...goods];
  const cast: Cast[] = [];
  for (const role of ROLES) {
    const wanted = Math.max(1, Math.round((goods.length * SHARES[role]) / 100));
    for (let nth = 0; nth < wanted; nth++) {
      const at = free.findIndex((good) => suits(good, role, terms));
      const [good] = at < 0 ? [] : free.splice(at, 1);
      if (good) cast.push({ good, role, happenings: happeningsOf(good, role, random, terms) });
    }
  }
  return [...cast, ...free.map((good): Cast => ({ good, role: "calm", happenings: [] }))];
}

/** A price that had to move by itself to stay above the floor would be another rule's affair. */
function suits(good: Good, role: Role, terms: ShopTerms): boolean {
  const factor = FACTORS[role];
  if (role === "squeeze") return squeezed(good, terms) > good.cents * (1 + terms.maxRiseBps / 10_000) + 1;
  if (factor === undefined) return true;
  const dearer = Math.round(good.cents * factor);
  return !isBelowFloor(priceOf(good.cents, terms), dearer, good.freightCents, terms);
}

/** What CJ asks so that the old price leaves half the floor: no loss, and still nothing to sell at without a word. */
const squeezed = ({ cents, freightCents }: Good, terms: ShopTerms): number => {
  const kept = 1 - terms.platformBps / 10_000 - terms.floorBps / 20_000;
  return Math.round((netOf(priceOf(cents, terms), terms) * kept) / Number(terms.usdRate) - freightCents);
};
const DEAF_AT = WINDOWS.lostMessages.from + 4;

function happeningsOf(good: Good, role: Role, random: Random, terms: ShopTerms): Happening[] {
  const { vid, cents } = good;
  const factor = FACTORS[role] ?? 1;
  const hour = random.int(2 * DAY, 3 * DAY);
  switch (role) {
    case "rise":
    case "jump":
      return [{ hour, what: "price", vid, cents: Math.round(cents * factor) }];
    case "squeeze":
      return [{ hour, what: "price", vid, cents: squeezed(good, terms) }];
    case "out":
      return [
        { hour, what: "stock", vid, units: 0 },
        { hour: 14 * DAY, what: "stock", vid, units: 5_000 },
      ];
    case "gone":
      return [{ hour, what: "variant_gone", vid }];
    case "deafRise":
      return [{ hour: DEAF_AT, what: "price", vid, cents: Math.round(cents * factor) }];
    case "deafOut":
      return [{ hour: DEAF_AT, what: "stock", vid, units: 0 }];
    case "deafGone":
      return [{ hour: DEAF_AT, what: "variant_gone", vid }];
    case "calm":
      return [];
  }
}

/** When orders for goods of a part come in, and how they end. */
export const SALES: Record<
  Exclude<Role, "calm">,
  readonly { readonly from: number; readonly to: number; readonly ends: string }[]
> = {
  rise: [
    { from: 2, to: DAY, ends: "delivered" },
    { from: 5 * DAY, to: 28 * DAY, ends: "dearer" },
  ],
  jump: [{ from: 5 * DAY, to: 28 * DAY, ends: "delivered" }],
  squeeze: [{ from: 5 * DAY, to: 7 * DAY, ends: "notForSale" }],
  out: [
    { from: 5 * DAY, to: 12 * DAY, ends: "outOfStock" },
    { from: 16 * DAY, to: 28 * DAY, ends: "delivered" },
  ],
  gone: [{ from: 5 * DAY, to: 12 * DAY, ends: "notForSale" }],
  deafRise: [{ from: DEAF_AT + 4, to: DEAF_AT + 12, ends: "deafRise" }],
  deafOut: [{ from: DEAF_AT + 4, to: DEAF_AT + 12, ends: "deafOut" }],
  deafGone: [{ from: DEAF_AT + 4, to: DEAF_AT + 12, ends: "deafGone" }],
};

const api = { vendor: "cj-api" } as const;

/** What befalls everybody. */
export function worldHappenings(balanceUsd: number): Happening[] {
  const { throttled, lostAnswers, lostMessages, unruly, down, broke } = WINDOWS;
  return [
    { hour: 0, what: "balance", usd: balanceUsd },
    { hour: throttled.from, what: "fault", name: "429", fault: { match: api, kind: "throttle_429", every: 3 } },
    { hour: throttled.from, what: "fault", name: "200", fault: { match: api, kind: "throttle_200", every: 4 } },
    { hour: throttled.to, what: "fault_over", name: "429" },
    { hour: throttled.to, what: "fault_over", name: "200" },
    ...(["order/createOrderV2", "pay/payBalance", "order/confirmOrder"] as const).flatMap((path): Happening[] => [
      {
        hour: lostAnswers.from,
        what: "fault",
        name: path,
        fault: { match: { ...api, path: `/shopping/${path}` }, kind: "lost_answer", every: 2 },
      },
      { hour: lostAnswers.to, what: "fault_over", name: path },
    ]),
    { hour: lostMessages.from, what: "manners", manners: { lose: 1 } },
    { hour: lostMessages.to, what: "manners", manners: {} },
    { hour: unruly.from, what: "manners", manners: { repeat: 0.5, shuffle: true } },
    { hour: unruly.to, what: "manners", manners: {} },
    { hour: down.from, what: "fault", name: "down", fault: { match: api, kind: "status", status: 503 } },
    { hour: down.to, what: "fault_over", name: "down" },
    { hour: broke.from, what: "balance", usd: 0 },
    { hour: broke.to, what: "balance", usd: balanceUsd },
  ];
}
