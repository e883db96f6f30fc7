import { createRandom, type Random } from "../random.ts";
import { COURSES, priceAfter, priceOf, sharesOf, type CourseName } from "./ends.ts";
import { CATALOGUE_PER_PRODUCT, pickGoods } from "./goods.ts";
import type { Happening, ShopTerms, Story, StoryAddress, StoryOrder, StorySize } from "./types.ts";
import { CALM_DAYS, castGoods, SALES, WINDOWS, worldHappenings, type Cast } from "./world.ts";

const DAY = 24;
const ORDER_HOURS = 30 * DAY;
/** The last parcel has two days to leave and fifteen to arrive, after a day at the limit of spending. */
const END_HOUR = 51 * DAY;
/** A Monday: readings of everything come once a week, in its small hours. */
const STARTS_AT = "2026-03-02T00:00:00.000Z";

const TERMS = {
  currency: "EUR",
  country: "FR",
  usdRate: "0.9",
  costFactor: 4,
  vatBps: 2_000,
  floorBps: 1_000,
  maxRiseBps: 3_000,
  platformBps: 3_000,
  carrierMaxDays: 15,
} as const;

/** Of a thousand orders; at least one of each. The others are delivered without anything happening to them alone. */
const PARTICULAR: Partial<Record<CourseName, number>> = {
  unpaid: 3,
  badAddress: 3,
  atLoss: 2,
  addressRefused: 3,
  cancelledByCj: 2,
  comesBack: 2,
  fallsSilent: 2,
};
const REFUNDED = 20;
const SPLIT = 10;
const REPEATED = 30;

const PLACES: readonly Omit<StoryAddress, "name" | "phone" | "line1">[] = [
  { city: "Paris", province: "", zip: "75002", country: "FR" },
  { city: "Lyon", province: "", zip: "69003", country: "FR" },
  { city: "Berlin", province: "", zip: "10115", country: "DE" },
  { city: "London", province: "", zip: "SW1A 1AA", country: "GB" },
  { city: "San Francisco", province: "California", zip: "94103", country: "US" },
];
const FIRST = ["Ada", "Blaise", "Camille", "Denis", "Emmy", "Farid", "Grace", "Hugo"] as const;
const LAST = ["Martin", "Bernard", "Petit", "Moreau", "Weber", "Diallo", "Costa", "Okafor"] as const;

/**
 * A merchant's month: goods, what befalls them and the world, every order, and the end it comes to, all of it from the seed, the
 * size and documented rules, before anything runs. Shares no code with what it is compared with. Pure.
 */
export function writeStory(seed: string, size: StorySize): Story {
  const random = createRandom(`${seed}:story:${size.products}:${size.orders}`);
  const goods = pickGoods(seed, size.products, TERMS);
  const shop = { ...TERMS, dailyLimitUsdMinor: 0, pointsPerDay: 0 };
  const cast = castGoods(goods, random, shop);
  const orders = [...productOrders(cast, random, shop), ...particularOrders(cast, random, shop, size)];
  const ordinary = ordinaryOrders(cast, random, shop, size.orders - orders.length);
  const spent = [...orders, ...ordinary].reduce((sum, { usdMinor }) => sum + usdMinor, 0);
  const terms: ShopTerms = {
    ...TERMS,
    // A third more than an even month needs: busy days end at the limit, and the next day goes on.
    dailyLimitUsdMinor: Math.ceil((spent / 30) * 1.33) + 30_000,
    // Reading everything takes more than a day's: it goes on the next day, and leaves enough for what customers buy.
    pointsPerDay: size.products * 6 + size.orders * 2 + 200,
  };
  orders.push(...rushed(ordinary, random, terms));
  const numbered = orders
    .toSorted((one, other) => one.order.hour - other.order.hour)
    .map(({ order, own }, nth) => {
      const number = `M-${String(nth + 1).padStart(5, "0")}`;
      return { order: { ...order, number }, own: own.map((one) => ({ ...one, number }) as Happening) };
    });
  const happenings = [
    ...worldHappenings(Math.ceil(spent / 50)),
    ...cast.flatMap((one) => one.happenings),
    ...numbered.flatMap(({ own }) => own),
  ].toSorted((one, other) => one.hour - other.hour);
  return {
    seed,
    catalogueSize: size.products * CATALOGUE_PER_PRODUCT,
    startsAt: STARTS_AT,
    orderHours: ORDER_HOURS,
    endHour: END_HOUR,
    fine: [WINDOWS.lostAnswers, WINDOWS.down],
    terms,
    goods,
    happenings,
    orders: numbered.map(({ order }) => order),
  };
}

type Draft = {
  readonly order: Omit<StoryOrder, "number">;
  /** What befalls it alone; its number is known later. */
  readonly own: readonly { readonly hour: number; readonly what: string; readonly [more: string]: unknown }[];
  /** What CJ asks for the goods, and about what for all of it. */
  readonly goodsUsdMinor: number;
  readonly usdMinor: number;
};
type Piece = { readonly vid: string; readonly quantity: number; readonly priceMinor: number; readonly cents: number };
type Wish = Partial<Pick<StoryOrder, "repeated" | "discountMinor">> & {
  readonly refundShare?: number;
  readonly own?: Draft["own"];
  readonly address?: Partial<StoryAddress>;
};

function draft(
  random: Random,
  terms: ShopTerms,
  hour: number,
  kind: string,
  course: CourseName,
  pieces: readonly Piece[],
  wish: Wish = {},
): Draft {
  const { discountMinor = 0, repeated = false, refundShare = 0, own = [] } = wish;
  const end = COURSES[course];
  const taken = end.intake === "taken";
  const items = pieces.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0);
  const totalMinor = taken ? items - discountMinor : 0;
  const capturedMinor = course === "unpaid" ? 0 : totalMinor;
  const refundedMinor = Math.round(capturedMinor * refundShare);
  const address: StoryAddress = {
    ...random.pick(PLACES),
    name: `${random.pick(FIRST)} ${random.pick(LAST)}`,
    phone: `+33 6 ${[1, 2, 3, 4].map(() => random.int(10, 99)).join(" ")}`,
    line1: `${random.int(1, 90)} rue de la Paix`,
    ...wish.address,
  };
  return {
    order: {
      hour,
      kind,
      lines: pieces.map(({ vid, quantity }) => ({ vid, quantity })),
      address,
      discountMinor,
      customerPays: capturedMinor > 0,
      repeated: repeated && taken,
      end: { ...end, totalMinor, capturedMinor, refundedMinor, ...sharesOf(capturedMinor, refundedMinor, terms) },
    },
    own: [...own, ...(refundedMinor > 0 ? [{ hour: hour + 26 * 8, what: "refund", minor: refundedMinor }] : [])],
    goodsUsdMinor: pieces.reduce((sum, { cents, quantity }) => sum + cents * quantity, 0),
    usdMinor: taken ? pieces.reduce((sum, { cents, quantity }) => sum + (cents + 600) * quantity, 0) : 0,
  };
}

const piece = ({ good }: Cast, terms: ShopTerms, quantity: number): Piece => ({
  vid: good.vid,
  quantity,
  priceMinor: priceOf(good.cents, terms),
  cents: good.cents,
});

/** Two for every part a product plays. */
function productOrders(cast: readonly Cast[], random: Random, terms: ShopTerms): Draft[] {
  return cast.flatMap((one) => {
    if (one.role === "calm") return [];
    return SALES[one.role].map(({ from, to, ends }) => {
      const change = one.happenings.find(({ what }) => what === "price");
      const plain = piece(one, terms, 1);
      const dearer =
        ends === "dearer" && change?.what === "price"
          ? { ...plain, priceMinor: priceAfter(plain.priceMinor, change.cents, terms) }
          : plain;
      const course = ends === "dearer" ? "delivered" : (ends as CourseName);
      return draft(random, terms, random.int(from, to), `${one.role}: ${ends}`, course, [dearer]);
    });
  });
}

/** Early on a calm day: paid within the hour, so that what befalls its parcel finds one. */
const calmHour = (random: Random): number => random.pick(CALM_DAYS) * DAY + random.int(2, 4);

function particularOrders(cast: readonly Cast[], random: Random, terms: ShopTerms, size: StorySize): Draft[] {
  const calm = cast.filter(({ role }) => role === "calm");
  const several = (perMille: number, make: () => Draft): Draft[] =>
    Array.from({ length: Math.max(1, Math.round((size.orders * perMille) / 1_000)) }, make);
  const goods = (): Piece[] => [piece(random.pick(calm), terms, 1)];
  const wishes: Partial<Record<CourseName, (hour: number, pieces: readonly Piece[]) => Wish>> = {
    badAddress: () => ({ address: { zip: "nowhere", country: "FR", city: "Paris", province: "" } }),
    addressRefused: () => ({ address: { line1: "PO Box 12" } }),
    atLoss: (_hour, [first]) => ({ discountMinor: Math.floor((first?.priceMinor ?? 0) * 0.9) }),
    cancelledByCj: (hour) => ({ own: [{ hour: hour + 8, what: "act", act: "cancel" }] }),
    comesBack: (hour) => ({ own: [{ hour: hour + 8, what: "act", act: "return" }] }),
    fallsSilent: (hour) => ({ own: [{ hour: hour + 4 * DAY, what: "act", act: "stall" }] }),
  };
  const particular = (Object.entries(PARTICULAR) as [CourseName, number][]).flatMap(([course, perMille]) =>
    several(perMille, () => {
      const hour = calmHour(random);
      const pieces = goods();
      return draft(random, terms, hour, course, course, pieces, wishes[course]?.(hour, pieces));
    }),
  );
  const split = several(SPLIT, () => {
    const hour = calmHour(random);
    return draft(random, terms, hour, "split", "delivered", twoGoods(calm, random, terms), {
      own: [{ hour: hour + 8, what: "act", act: "split" }],
    });
  });
  const refunded = several(REFUNDED, () =>
    draft(random, terms, calmHour(random), "refunded", "delivered", goods(), { refundShare: random.pick([0.5, 1]) }),
  );
  return [...particular, ...split, ...refunded];
}

function twoGoods(calm: readonly Cast[], random: Random, terms: ShopTerms): Piece[] {
  const first = random.int(0, calm.length - 1);
  return [first, (first + 1) % calm.length].map((at) => piece(calm[at]!, terms, 1)); // inside the list
}

function ordinaryOrders(cast: readonly Cast[], random: Random, terms: ShopTerms, count: number): Draft[] {
  const calm = cast.filter(({ role }) => role === "calm");
  return Array.from({ length: count }, () => {
    const several = random.chance(0.15);
    const pieces = several ? twoGoods(calm, random, terms) : [piece(random.pick(calm), terms, random.int(1, 2))];
    const repeated = random.chance(REPEATED / 1_000);
    const hour = random.int(2, ORDER_HOURS - 1);
    return draft(random, terms, hour, several ? "two goods" : "plain", "delivered", pieces, { repeated });
  });
}

/** The goods alone cost so much more than the limit of a day. */
const RUSH_BPS = 11_500;

/** Moves as many orders into one night as it takes to reach the limit of a day: what is left over is sent on the days after. */
function rushed(orders: readonly Draft[], random: Random, { dailyLimitUsdMinor }: ShopTerms): Draft[] {
  const wanted = (dailyLimitUsdMinor * RUSH_BPS) / 10_000;
  let goods = 0;
  return orders.map((one) => {
    if (goods >= wanted) return one;
    goods += one.goodsUsdMinor;
    const hour = random.int(WINDOWS.rush.from, WINDOWS.rush.to - 1);
    return { ...one, order: { ...one.order, hour, kind: `${one.order.kind}, rush` } };
  });
}
