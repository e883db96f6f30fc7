import { WORDS, type Words } from "./words.ts";

/** What a reply is composed of: the chat, and facts each with an id. */
export type Brief = {
  readonly language?: string;
  /** What is said to whoever reads the draft. */
  readonly staffLanguage?: string;
  readonly facts: readonly Fact[];
  readonly chat: readonly { readonly from?: string; readonly text?: string }[];
};
type Parcel = { readonly state?: string; readonly carrier?: string | null; readonly trackingNumber?: string | null };
type Fact = {
  readonly id: string;
  readonly kind?: string;
  readonly number?: string;
  readonly status?: string;
  readonly expectedBy?: string | null;
  readonly trackingPage?: string | null;
  readonly parcels?: readonly (Parcel & { readonly steps?: readonly { readonly what?: string }[] })[];
  readonly name?: string;
  readonly price?: string;
  readonly inStock?: boolean | null;
  readonly hours?: readonly string[];
};
export type Reply = { readonly text: string; readonly usedRows: readonly string[]; readonly needsHuman: string | null };

const ORDER =
  /\border|parcel|package|track|deliver|shipp|where is|commande|colis|livr|suivi|pedido|paquete|encomenda|entrega|طلب|شحن/i;
const HOURS = /\bopen\b|opening|hours|horaire|ouvert|fermé|abierto|abrem|aberto|horario|horário|ساع|مفتوح/i;
const ANGRY = /refund|lawyer|scam|broken|damaged|complain|rembours|avocat|arnaque|cassé|reembols|roto|quebrad/i;

const wordsIn = (language: string | undefined): Words => WORDS[language === "fr" ? "fr" : "en"];

/** Answers the customer's last words by what the facts say, and names those it drew on. Pure. */
export function compose({ language, staffLanguage, facts, chat }: Brief): Reply {
  const words = wordsIn(language);
  const staff = wordsIn(staffLanguage);
  const asked = [...chat].reverse().find(({ from }) => from === "customer")?.text ?? "";
  const used: string[] = [];
  const lines: string[] = [];
  const use = (fact: Fact, line: string): void => {
    used.push(fact.id);
    lines.push(line);
  };
  const orders = facts.filter(({ kind }) => kind === "order");
  const order = orders.find(({ number = "" }) => number !== "" && asked.includes(number.replace("#", ""))) ?? orders[0];
  if (ORDER.test(asked) && order) use(order, orderLine(order, words));
  for (const fact of facts) {
    if (fact.kind === "product" && sharesWord(fact.name ?? "", asked)) use(fact, productLine(fact, words));
    if (fact.kind === "shop" && HOURS.test(asked)) use(fact, words.hours((fact.hours ?? []).join(", ")));
  }
  const needsHuman = ANGRY.test(asked) ? staff.complaint : lines.length === 0 ? staff.unknown : null;
  return {
    text: [words.hello, ...(lines.length === 0 ? [words.later] : lines)].join(" "),
    usedRows: used,
    needsHuman,
  };
}

function orderLine({ number = "", status = "", expectedBy, trackingPage, parcels = [] }: Fact, words: Words): string {
  const parcel = parcels.at(-1);
  const step = parcel?.steps?.[0]?.what;
  return [
    words.order(number, words.status[status] ?? status),
    ...(parcel?.carrier ? [words.parcel(parcel.carrier, parcel.trackingNumber ?? "")] : []),
    ...(step ? [words.step(step)] : []),
    ...(expectedBy ? [words.expected(expectedBy)] : []),
    ...(trackingPage ? [words.page(trackingPage)] : []),
  ].join(" ");
}

const productLine = ({ name = "", price = "", inStock }: Fact, words: Words): string =>
  words.product(name, price, inStock === null || inStock === undefined ? "" : inStock ? words.inStock : words.soldOut);

const longWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
const sharesWord = (name: string, asked: string): boolean => {
  const spoken = longWords(asked);
  return longWords(name).some((word) => spoken.some((one) => one.startsWith(word) || word.startsWith(one)));
};
