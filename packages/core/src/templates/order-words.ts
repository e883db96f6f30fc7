import type { OrderStatus } from "@nexusone/contracts/order-terms";
import { CHAT_LANGUAGES, type ChatLanguage } from "@nexusone/contracts/whatsapp-terms";

/** What a customer reads for the state of an order, in the middle of a sentence. */
const STATUS: Record<ChatLanguage, Record<OrderStatus, string>> = {
  en: {
    pending: "received",
    on_hold: "being checked",
    confirmed: "confirmed",
    processing: "being prepared",
    partially_shipped: "partly on its way",
    shipped: "on its way",
    delivered: "delivered",
    cancelled: "cancelled",
    failed: "being checked",
  },
  fr: {
    pending: "reçue",
    on_hold: "en cours de vérification",
    confirmed: "confirmée",
    processing: "en préparation",
    partially_shipped: "en partie en route",
    shipped: "en route",
    delivered: "livrée",
    cancelled: "annulée",
    failed: "en cours de vérification",
  },
  es: {
    pending: "recibido",
    on_hold: "en revisión",
    confirmed: "confirmado",
    processing: "en preparación",
    partially_shipped: "en parte en camino",
    shipped: "en camino",
    delivered: "entregado",
    cancelled: "cancelado",
    failed: "en revisión",
  },
  pt: {
    pending: "recebido",
    on_hold: "em verificação",
    confirmed: "confirmado",
    processing: "em preparação",
    partially_shipped: "em parte a caminho",
    shipped: "a caminho",
    delivered: "entregue",
    cancelled: "cancelado",
    failed: "em verificação",
  },
  ar: {
    pending: "تم استلامه",
    on_hold: "قيد المراجعة",
    confirmed: "مؤكد",
    processing: "قيد التحضير",
    partially_shipped: "جزء منه في الطريق",
    shipped: "في الطريق",
    delivered: "تم تسليمه",
    cancelled: "ملغى",
    failed: "قيد المراجعة",
  },
};

/** The language a template speaks, of those we have words in; English for the others. */
export const chatLanguageOf = (language: string): ChatLanguage => {
  const base = language.slice(0, 2).toLowerCase();
  return CHAT_LANGUAGES.find((one) => one === base) ?? "en";
};

export const statusWords = (status: OrderStatus, language: string): string => STATUS[chatLanguageOf(language)][status];
