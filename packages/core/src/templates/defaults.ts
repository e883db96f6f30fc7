import type { TemplateContent } from "@nexusone/contracts/template-content";
import type { DefaultTemplateName } from "@nexusone/contracts/template-terms";
import { placesOf, sampleOf, type VariableName } from "@nexusone/contracts/template-variables";
import type { ChatLanguage } from "@nexusone/contracts/whatsapp-terms";

/** Meta has Portuguese by country only. */
export const META_LANGUAGE: Record<ChatLanguage, string> = { en: "en", fr: "fr", es: "es", pt: "pt_BR", ar: "ar" };

const BODIES: Record<DefaultTemplateName, Record<ChatLanguage, string>> = {
  order_confirmation: {
    en: "Hello {{first_name}}, thank you for your order {{order_number}} at {{shop_name}}. The total is {{order_total}}. We are preparing it and will tell you when it leaves.",
    fr: "Bonjour {{first_name}}, merci pour votre commande {{order_number}} chez {{shop_name}}. Le total est de {{order_total}}. Nous la préparons et vous préviendrons de son départ.",
    es: "Hola {{first_name}}, gracias por su pedido {{order_number}} en {{shop_name}}. El total es {{order_total}}. Lo estamos preparando y le avisaremos cuando salga.",
    pt: "Olá {{first_name}}, obrigado pelo seu pedido {{order_number}} na {{shop_name}}. O total é {{order_total}}. Estamos preparando tudo e avisaremos quando ele sair.",
    ar: "مرحبا {{first_name}}، شكرا على طلبك رقم {{order_number}} من {{shop_name}}. المجموع هو {{order_total}} ونحن نجهز طلبك وسنخبرك عند إرساله.",
  },
  payment_request: {
    en: "Hello {{first_name}}, the payment of {{amount_due}} for your order {{order_number}} at {{shop_name}} is still open. You can pay it here: {{payment_link}} and write to us here if something is unclear.",
    fr: "Bonjour {{first_name}}, le paiement de {{amount_due}} pour votre commande {{order_number}} chez {{shop_name}} est encore attendu. Vous pouvez le régler ici : {{payment_link}} et nous écrire ici si quelque chose n'est pas clair.",
    es: "Hola {{first_name}}, el pago de {{amount_due}} por su pedido {{order_number}} en {{shop_name}} sigue pendiente. Puede pagarlo aquí: {{payment_link}} y escribirnos aquí si algo no está claro.",
    pt: "Olá {{first_name}}, o pagamento de {{amount_due}} do seu pedido {{order_number}} na {{shop_name}} ainda está pendente. Você pode pagar aqui: {{payment_link}} e escrever para nós se algo não estiver claro.",
    ar: "مرحبا {{first_name}}، لم يصل بعد دفع مبلغ {{amount_due}} لطلبك رقم {{order_number}} من {{shop_name}}. يمكنك الدفع هنا: {{payment_link}} واكتب لنا إذا كان لديك سؤال.",
  },
  order_status: {
    en: "Hello {{first_name}}, your order {{order_number}} at {{shop_name}} is now {{order_status}}. You can follow it here: {{tracking_link}} at any time.",
    fr: "Bonjour {{first_name}}, votre commande {{order_number}} chez {{shop_name}} est maintenant {{order_status}}. Vous pouvez la suivre ici : {{tracking_link}} à tout moment.",
    es: "Hola {{first_name}}, su pedido {{order_number}} en {{shop_name}} está ahora {{order_status}}. Puede seguirlo aquí: {{tracking_link}} en cualquier momento.",
    pt: "Olá {{first_name}}, o seu pedido {{order_number}} na {{shop_name}} está agora {{order_status}}. Você pode acompanhar aqui: {{tracking_link}} a qualquer momento.",
    ar: "مرحبا {{first_name}}، حالة طلبك رقم {{order_number}} من {{shop_name}} الآن: {{order_status}}. يمكنك متابعته هنا: {{tracking_link}} في أي وقت.",
  },
};

/** One of the three templates that every shop needs (TPL-02), as it would be submitted. */
export function defaultTemplate(name: DefaultTemplateName, language: ChatLanguage): TemplateContent {
  const body = BODIES[name][language];
  const examples = placesOf(body).map((place) => [place, sampleOf(place as VariableName, language)]); // the texts above
  return {
    name,
    language: META_LANGUAGE[language],
    category: "UTILITY",
    variables: "named",
    header: null,
    body,
    footer: null,
    buttons: [],
    examples: { header: {}, body: Object.fromEntries(examples), buttons: {} },
    ttlSeconds: null,
    bindings: {},
  };
}
