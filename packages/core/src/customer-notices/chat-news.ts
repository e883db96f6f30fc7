import type { NoticeStep } from "@nexusone/contracts/customer-notice-terms";
import { dateTimeFormat } from "@nexusone/contracts/formats";
import { fill } from "@nexusone/contracts/locale";
import type { ChatLanguage } from "@nexusone/contracts/whatsapp-terms";
import type { OrderNews } from "./order-news.ts";

export type ChatNews = OrderNews<ChatLanguage>;
type Words = Readonly<Record<ChatLanguage, string>>;

const STEPS: Readonly<Record<NoticeStep, Words>> = {
  confirmed: {
    en: "Thank you for your order {number} at {shop}. The total is {amount}. We are preparing it and will tell you when it leaves.",
    fr: "Merci pour votre commande {number} chez {shop}. Le total est de {amount}. Nous la préparons et vous préviendrons de son départ.",
    es: "Gracias por su pedido {number} en {shop}. El total es {amount}. Lo estamos preparando y le avisaremos cuando salga.",
    pt: "Obrigado pelo seu pedido {number} na {shop}. O total é {amount}. Estamos preparando tudo e avisaremos quando ele sair.",
    ar: "شكرا على طلبك رقم {number} من {shop}. المجموع هو {amount}. نحن نجهز طلبك وسنخبرك عند إرساله.",
  },
  shipped: {
    en: "Your order {number} at {shop} is on its way.",
    fr: "Votre commande {number} chez {shop} est en route.",
    es: "Su pedido {number} en {shop} está en camino.",
    pt: "O seu pedido {number} na {shop} está a caminho.",
    ar: "طلبك رقم {number} من {shop} في الطريق إليك.",
  },
  out_for_delivery: {
    en: "{carrier} has left with your order {number} and is on the way to you.",
    fr: "{carrier} est en route vers vous avec votre commande {number}.",
    es: "{carrier} ha salido con su pedido {number} y va hacia usted.",
    pt: "{carrier} saiu com o seu pedido {number} e está a caminho.",
    ar: "خرج {carrier} ومعه طلبك رقم {number} وهو في الطريق إليك.",
  },
  delivered: {
    en: "Your order {number} at {shop} was delivered. If you cannot find it, please tell us here.",
    fr: "Votre commande {number} chez {shop} a été livrée. Si vous ne la trouvez pas, dites-le-nous ici.",
    es: "Su pedido {number} en {shop} ha sido entregado. Si no lo encuentra, díganoslo aquí.",
    pt: "O seu pedido {number} na {shop} foi entregue. Se não o encontrar, avise-nos aqui.",
    ar: "تم تسليم طلبك رقم {number} من {shop}. إذا لم تجده فأخبرنا هنا.",
  },
  cancelled: {
    en: "Your order {number} at {shop} was cancelled and will not be sent.",
    fr: "Votre commande {number} chez {shop} a été annulée et ne sera pas envoyée.",
    es: "Su pedido {number} en {shop} ha sido cancelado y no se enviará.",
    pt: "O seu pedido {number} na {shop} foi cancelado e não será enviado.",
    ar: "تم إلغاء طلبك رقم {number} من {shop} ولن يتم إرساله.",
  },
  refunded: {
    en: "We have refunded {amount} for your order {number} at {shop}. Depending on your bank, it can take some days to appear.",
    fr: "Nous avons remboursé {amount} pour votre commande {number} chez {shop}. Selon votre banque, quelques jours peuvent passer avant qu'il apparaisse.",
    es: "Hemos reembolsado {amount} de su pedido {number} en {shop}. Según su banco, puede tardar unos días en aparecer.",
    pt: "Reembolsamos {amount} do seu pedido {number} na {shop}. Dependendo do seu banco, pode levar alguns dias para aparecer.",
    ar: "أعدنا مبلغ {amount} عن طلبك رقم {number} من {shop}. قد يستغرق ظهوره بضعة أيام حسب مصرفك.",
  },
};
const PART: Partial<Record<NoticeStep, Words>> = {
  shipped: {
    en: "A part of your order {number} at {shop} is on its way. The rest follows.",
    fr: "Une partie de votre commande {number} chez {shop} est en route. Le reste suit.",
    es: "Una parte de su pedido {number} en {shop} está en camino. El resto llegará después.",
    pt: "Uma parte do seu pedido {number} na {shop} está a caminho. O restante vem depois.",
    ar: "جزء من طلبك رقم {number} من {shop} في الطريق إليك، والباقي سيتبعه.",
  },
  delivered: {
    en: "A part of your order {number} at {shop} was delivered. If you cannot find it, please tell us here.",
    fr: "Une partie de votre commande {number} chez {shop} a été livrée. Si vous ne la trouvez pas, dites-le-nous ici.",
    es: "Una parte de su pedido {number} en {shop} ha sido entregada. Si no la encuentra, díganoslo aquí.",
    pt: "Uma parte do seu pedido {number} na {shop} foi entregue. Se não a encontrar, avise-nos aqui.",
    ar: "تم تسليم جزء من طلبك رقم {number} من {shop}. إذا لم تجده فأخبرنا هنا.",
  },
};
/** The same in the place of a template: "your order 1042 is now ...". */
const STATES: Readonly<Record<NoticeStep, Words>> = {
  confirmed: { en: "confirmed", fr: "confirmée", es: "confirmado", pt: "confirmado", ar: "مؤكد" },
  shipped: { en: "on its way", fr: "en route", es: "en camino", pt: "a caminho", ar: "في الطريق" },
  out_for_delivery: {
    en: "out for delivery",
    fr: "en cours de livraison",
    es: "en reparto",
    pt: "em rota de entrega",
    ar: "خرج للتوصيل",
  },
  delivered: { en: "delivered", fr: "livrée", es: "entregado", pt: "entregue", ar: "تم تسليمه" },
  cancelled: { en: "cancelled", fr: "annulée", es: "cancelado", pt: "cancelado", ar: "ملغى" },
  refunded: {
    en: "refunded ({amount})",
    fr: "remboursée ({amount})",
    es: "reembolsado ({amount})",
    pt: "reembolsado ({amount})",
    ar: "مسترد ({amount})",
  },
};
const PART_STATES: Partial<Record<NoticeStep, Words>> = {
  shipped: {
    en: "partly on its way",
    fr: "en partie en route",
    es: "en parte en camino",
    pt: "em parte a caminho",
    ar: "جزء منه في الطريق",
  },
  delivered: {
    en: "partly delivered",
    fr: "en partie livrée",
    es: "entregado en parte",
    pt: "entregue em parte",
    ar: "تم تسليم جزء منه",
  },
};
const HELLO: Words = {
  en: "Hello {name},",
  fr: "Bonjour {name},",
  es: "Hola {name}:",
  pt: "Olá {name},",
  ar: "مرحبا {name}،",
};
const FACTS = {
  carrier: { en: "Carrier", fr: "Transporteur", es: "Transportista", pt: "Transportadora", ar: "شركة الشحن" },
  tracking: {
    en: "Tracking number",
    fr: "Numéro de suivi",
    es: "Número de seguimiento",
    pt: "Número de rastreio",
    ar: "رقم التتبع",
  },
  eta: { en: "Expected by", fr: "Attendue d'ici au", es: "Llega hacia el", pt: "Prevista até", ar: "متوقع قبل" },
  follow: { en: "Follow it here", fr: "Suivez-la ici", es: "Sígalo aquí", pt: "Acompanhe aqui", ar: "تابعه هنا" },
} as const satisfies Record<string, Words>;

/** What a customer reads about one step of an order on WhatsApp, while anything may be written. */
export function chatNewsOf(news: ChatNews): string {
  const { step, locale, shop, number, firstName, isPart, amount, carrier, trackingNumber, etaAt, trackingUrl } = news;
  const words = (isPart ? PART[step] : undefined) ?? STEPS[step];
  const told = fill(words[locale], { number, shop: shop.name, amount, carrier: carrier ?? shop.name });
  const eta = etaAt && chatDay(etaAt, locale, shop.timezone);
  const facts = (
    step === "shipped"
      ? ([
          ["carrier", carrier],
          ["tracking", trackingNumber],
          ["eta", eta],
        ] as const)
      : []
  ).flatMap(([name, value]) => (value ? [fact(name, value, locale)] : []));
  return [
    ...(firstName === "" ? [] : [fill(HELLO[locale], { name: firstName })]),
    told,
    ...facts,
    fact("follow", trackingUrl, locale),
  ].join("\n");
}

export const fact = (name: keyof typeof FACTS, value: string, language: ChatLanguage): string =>
  `${FACTS[name][language]}${language === "fr" ? " " : ""}: ${value}`;

/** "12 March 2026", by the shop's own calendar. */
export const chatDay = (at: Date, language: ChatLanguage, timeZone: string): string =>
  dateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone }).format(at);

/** What stands for the order's state when a template tells the step. */
export const stateOf = ({ step, isPart, amount }: ChatNews, language: ChatLanguage): string =>
  fill(((isPart ? PART_STATES[step] : undefined) ?? STATES[step])[language], { amount });
