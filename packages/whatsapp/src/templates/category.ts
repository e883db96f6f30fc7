import { replaceVariables } from "./model.ts";
import type { Template, TemplateCategory } from "./model.ts";

/** Beginnings of words (after taking accents away) by which Meta's reviewers know the purpose, in the five languages. */
const MARKETING =
  /\b(?:sale|sales|offer|offers|discount|promo|promos|promotion|coupon|voucher|deal|deals|free gift|special price|new collection|just arrived|limited time|last chance|don t miss|buy now|shop now|save up|black friday|we miss you|solde|soldes|offre|offres|remise|remises|reduction|reductions|promotions|profitez|nouvelle collection|nouveautes|derniere chance|bon plan|rebaja|rebajas|oferta|ofertas|descuento|descuentos|cupon|promocion|promociones|aprovecha|nueva coleccion|ultima oportunidad|desconto|descontos|cupom|promocao|promocoes|aproveite|nova colecao|ultima chance|liquidacao)\b|\d+\s?%\s?(?:off\b|de (?:remise|reduction|descuento|desconto))|-\s?\d+\s?%/u;
const MARKETING_ARABIC = /عرض|عروض|خصم|تخفيض|تخفيضات|كوبون|تنزيلات|مجموعه جديده|مجموعة جديدة/u;
const AUTHENTICATION =
  /\b(?:verification code|security code|one time (?:code|password)|otp|login code|sign in code|code de verification|code de securite|mot de passe a usage unique|codigo de verificacion|codigo de seguridad|codigo de verificacao|codigo de seguranca)\b/u;
const AUTHENTICATION_ARABIC = /رمز التحقق|كود التحقق|رمز الامان/u;
const UTILITY =
  /\b(?:order|orders|parcel|package|shipped|shipping|delivery|delivered|tracking|invoice|payment|receipt|refund|appointment|booking|reservation|reminder|confirmed|confirmation|account|subscription|commande|commandes|colis|expedie|livraison|livre|suivi|facture|paiement|recu|remboursement|rendez vous|rappel|confirme|confirmee|pedido|pedidos|paquete|envio|enviado|entrega|entregado|seguimiento|factura|pago|recibo|reembolso|cita|reserva|recordatorio|encomenda|pacote|fatura|pagamento|agendamento|lembrete|rastreio)\b/u;
const UTILITY_ARABIC = /طلب|طلبك|شحن|توصيل|فاتوره|فاتورة|دفع|موعد|تذكير|استرداد/u;

export type CategoryGuess = {
  category: TemplateCategory;
  /** The words it was guessed by; empty when there were none, which Meta takes for marketing. */
  because: string[];
};

/** As what Meta will see a template: one word of an offer makes marketing of it, whatever else it says (facts section 9). */
export function guessCategory(template: Pick<Template, "header" | "body" | "footer" | "buttons">): CategoryGuess {
  const text = plainWords(wholeText(template));
  const hits = (...patterns: RegExp[]) =>
    patterns.flatMap((pattern) => [...text.matchAll(new RegExp(pattern, "gu"))].map((found) => found[0].trim()));
  const marketing = hits(MARKETING, MARKETING_ARABIC);
  if (marketing.length > 0) return { category: "MARKETING", because: marketing };
  const authentication = hits(AUTHENTICATION, AUTHENTICATION_ARABIC);
  if (authentication.length > 0) return { category: "AUTHENTICATION", because: authentication };
  const utility = hits(UTILITY, UTILITY_ARABIC);
  return { category: utility.length > 0 ? "UTILITY" : "MARKETING", because: utility };
}

/** All that a template says; names of variables are seen by nobody. */
export function wholeText({
  header,
  body,
  footer,
  buttons,
}: Pick<Template, "header" | "body" | "footer" | "buttons">): string {
  const labels = buttons.map((button) => ("label" in button ? button.label : ""));
  const texts = [header?.type === "text" ? header.text : "", body, footer ?? "", ...labels];
  return replaceVariables(texts.join(" \n "), () => " ");
}

/** Small letters without accents; signs but % and - become spaces. */
export function plainWords(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%-]+/gu, " ");
}
