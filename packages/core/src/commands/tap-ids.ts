/** What stands in the id of a button or row of ours, by what it is for. */
const SHAPES = {
  orders: [],
  order: ["id"],
  person: [],
  categories: ["count"],
  /** A category, or "all"; the product after which the page begins, or "0". */
  products: ["place", "place"],
  product: ["id"],
  /** And how many variants were shown already. */
  variants: ["id", "count"],
  variant: ["id"],
  /** A variant, and what one of it cost when it was shown. */
  quantity: ["id", "count"],
  add: ["id", "count", "count"],
  cart: [],
  /** A cart and its version, so that what a person confirms is what they saw. */
  empty: ["id", "count"],
  pay: ["id", "count"],
  address: ["id", "count"],
  buy: ["id", "count"],
} as const satisfies Record<string, readonly (keyof typeof PARTS)[]>;
const PARTS = {
  id: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  count: /^\d{1,12}$/,
  place: /^(?:all|0|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
} as const;

export type TapVerb = keyof typeof SHAPES;
export type Tap = { readonly verb: TapVerb; readonly args: readonly string[] };
/** The version of these ids: what a later one cannot read says so, and old chats keep their buttons for ever. */
const PREFIX = "nx1";

/** At most 130 characters: a row's id may have 200. */
export const tapId = (verb: TapVerb, ...args: readonly (string | number)[]): string =>
  [PREFIX, verb, ...args].join(":");

/**
 * What a tap asks for; null for an id that is none of ours. It says what somebody wants and proves nothing: whoever acts on it reads
 * prices, stock and whose an order is anew.
 */
export function readTap(id: string): Tap | null {
  const [prefix, verb = "", ...args] = id.split(":");
  if (prefix !== PREFIX || !isVerb(verb)) return null;
  const shape = SHAPES[verb];
  const fits = shape.length === args.length && shape.every((part, at) => PARTS[part].test(args[at] ?? ""));
  return fits ? { verb, args } : null;
}

/** Of ours, whether or not it can still be read. */
export const isOurTap = (id: string): boolean => /^nx\d+:/.test(id);

const isVerb = (word: string): word is TapVerb => Object.hasOwn(SHAPES, word);
/** What needs a shop that sells in the chat. */
const TALK_OF_ORDERS: readonly TapVerb[] = ["orders", "order", "person"];
export const isOfShop = (verb: TapVerb): boolean => !TALK_OF_ORDERS.includes(verb);
