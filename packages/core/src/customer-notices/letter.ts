import type { NoticeStep } from "@nexusone/contracts/customer-notice-terms";
import { dateTimeFormat } from "@nexusone/contracts/formats";
import { fill, type Locale, type Sentence } from "@nexusone/contracts/locale";
import type { Letter } from "../mail/compose.ts";
import type { OrderNews } from "./order-news.ts";

type Words = { readonly subject: Sentence; readonly body: Sentence };
const STEPS: Record<NoticeStep, Words> = {
  confirmed: {
    subject: { en: "Your order {number} is confirmed", fr: "Votre commande {number} est confirmée" },
    body: {
      en: "Thank you for your order. We are getting it ready and will write again when it leaves.",
      fr: "Merci pour votre commande. Nous la préparons et vous écrirons de nouveau à son départ.",
    },
  },
  shipped: {
    subject: { en: "Your order {number} is on its way", fr: "Votre commande {number} est en route" },
    body: {
      en: "Your order has been handed to the carrier.",
      fr: "Votre commande a été remise au transporteur.",
    },
  },
  out_for_delivery: {
    subject: { en: "Your order {number} is out for delivery", fr: "Votre commande {number} est en cours de livraison" },
    body: {
      en: "{carrier} has left with your order and is on the way to you.",
      fr: "{carrier} est en route vers vous avec votre commande.",
    },
  },
  delivered: {
    subject: { en: "Your order {number} has arrived", fr: "Votre commande {number} est arrivée" },
    body: {
      en: "Your order was delivered. If you cannot find it, please tell us.",
      fr: "Votre commande a été livrée. Si vous ne la trouvez pas, dites-le-nous.",
    },
  },
  cancelled: {
    subject: { en: "Your order {number} was cancelled", fr: "Votre commande {number} a été annulée" },
    body: {
      en: "Your order was cancelled and will not be sent.",
      fr: "Votre commande a été annulée et ne sera pas envoyée.",
    },
  },
  refunded: {
    subject: { en: "A refund for your order {number}", fr: "Un remboursement pour votre commande {number}" },
    body: {
      en: "We have refunded {amount}. Depending on your bank, it can take some days to appear.",
      fr: "Nous avons remboursé {amount}. Selon votre banque, quelques jours peuvent passer avant qu'il apparaisse.",
    },
  },
};
const PART: Partial<Record<NoticeStep, Sentence>> = {
  shipped: {
    en: "A part of your order has been handed to the carrier. The rest follows.",
    fr: "Une partie de votre commande a été remise au transporteur. Le reste suit.",
  },
  delivered: {
    en: "A part of your order was delivered. If you cannot find it, please tell us.",
    fr: "Une partie de votre commande a été livrée. Si vous ne la trouvez pas, dites-le-nous.",
  },
};
const WORDS = {
  hello: { en: "Hello {name},", fr: "Bonjour {name}," },
  helloNobody: { en: "Hello,", fr: "Bonjour," },
  order: { en: "Order", fr: "Commande" },
  items: { en: "Items", fr: "Articles" },
  more: { en: "and {count} more", fr: "et {count} de plus" },
  total: { en: "Total", fr: "Total" },
  carrier: { en: "Carrier", fr: "Transporteur" },
  tracking: { en: "Tracking number", fr: "Numéro de suivi" },
  eta: { en: "Expected by", fr: "Attendue d'ici au" },
  follow: { en: "Follow the order", fr: "Suivre la commande" },
  note: {
    en: "You get this because you ordered from {shop}. Anyone with the link can see where the order is.",
    fr: "Vous recevez ce message parce que vous avez commandé chez {shop}. Quiconque a le lien voit où en est la commande.",
  },
} as const satisfies Record<string, Sentence>;
const ITEMS_NAMED = 5;

/** What a customer reads about one step of an order. */
export function letterOf(news: OrderNews): Letter {
  const { step, shop, locale, number, firstName, isPart, amount, carrier, trackingUrl } = news;
  const say = (words: Sentence, values: Record<string, string | number> = {}): string => fill(words[locale], values);
  const body = (isPart ? PART[step] : undefined) ?? STEPS[step].body;
  return {
    subject: say(STEPS[step].subject, { number }),
    greeting: firstName === "" ? say(WORDS.helloNobody) : say(WORDS.hello, { name: firstName }),
    paragraphs: [say(body, { amount, carrier: carrier ?? shop.name })],
    facts: factsOf(news, say),
    button: { label: say(WORDS.follow), url: trackingUrl },
    note: say(WORDS.note, { shop: shop.name }),
    brand: { name: shop.name, accent: shop.accent },
  };
}

type Say = (words: Sentence, values?: Record<string, string | number>) => string;
function factsOf(news: OrderNews, say: Say): [string, string][] {
  const { step, number, items, amount, carrier, trackingNumber, etaAt, locale } = news;
  const named = items.slice(0, ITEMS_NAMED).map(({ name, quantity }) => `${quantity} × ${name}`);
  const more = items.length > ITEMS_NAMED ? [say(WORDS.more, { count: items.length - ITEMS_NAMED })] : [];
  const onItsWay = step === "shipped";
  const facts: [Sentence, string | null | undefined][] = [
    [WORDS.order, number],
    [WORDS.items, step === "refunded" ? null : [...named, ...more].join(", ")],
    [WORDS.total, step === "confirmed" ? amount : null],
    [WORDS.carrier, onItsWay ? carrier : null],
    [WORDS.tracking, onItsWay ? trackingNumber : null],
    [WORDS.eta, onItsWay && etaAt ? dayText(etaAt, locale, news.shop.timezone) : null],
  ];
  return facts.flatMap(([name, value]) => (value ? [[say(name), value] satisfies [string, string]] : []));
}

/** "12 March 2026", by the shop's own calendar. */
const dayText = (at: Date, locale: Locale, timeZone: string): string =>
  dateTimeFormat(locale === "en" ? "en-GB" : locale, { dateStyle: "long", timeZone }).format(at);
