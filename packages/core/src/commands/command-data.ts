import type { ChatLanguage } from "@nexusone/contracts/whatsapp-terms";

/** What a customer may ask for by a word. */
export const COMMANDS = ["orders", "catalogue", "cart"] as const;
export type Command = (typeof COMMANDS)[number];

/**
 * Whole messages that are commands, in the languages of our customers. Left out on purpose, because they begin talks of another
 * kind: order, commander, pedido, acheter, prix. "/word" is a command for each word below it, see `SLASH_WORDS`.
 */
export const COMMAND_PHRASES: Readonly<Record<Command, Readonly<Record<ChatLanguage, readonly string[]>>>> = {
  orders: {
    en: [
      ...["where is my order", "where's my order", "where is my parcel", "where is my package", "where is my delivery"],
      ...["track my order", "track my parcel", "track my package", "track order", "tracking", "order status"],
      ...["status of my order", "my order", "my orders", "when will my order arrive", "when does my order arrive"],
    ],
    fr: [
      ...["où est ma commande", "où en est ma commande", "où est mon colis", "où en est mon colis"],
      ...["suivre ma commande", "suivre mon colis", "suivi de ma commande", "suivi de commande", "suivi commande"],
      ...["suivi", "ma commande", "mes commandes", "mon colis", "statut de ma commande"],
      ...["quand arrive ma commande", "quand arrive mon colis"],
    ],
    es: [
      ...["dónde está mi pedido", "dónde está mi paquete", "estado de mi pedido", "estado del pedido"],
      ...["seguir mi pedido", "rastrear mi pedido", "seguimiento", "mi pedido", "mis pedidos", "mi paquete"],
      ...["cuándo llega mi pedido", "cuándo llega mi paquete"],
    ],
    pt: [
      ...["onde está meu pedido", "onde está o meu pedido", "cadê meu pedido", "onde está minha encomenda"],
      ...["onde está a minha encomenda", "status do meu pedido", "rastrear meu pedido", "rastreamento"],
      ...["meu pedido", "meus pedidos", "minha encomenda", "quando chega meu pedido", "quando chega minha encomenda"],
    ],
    ar: [
      ...["أين طلبي", "وين طلبي", "فين طلبي", "أين طردي", "حالة طلبي", "حالة الطلب", "تتبع طلبي", "تتبع الطلب"],
      ...["متى يصل طلبي", "طلبي", "طلباتي"],
    ],
  },
  catalogue: {
    en: ["catalog", "catalogue", "the catalogue", "menu", "products", "your products", "see products", "show products"],
    fr: [
      "catalogue",
      "le catalogue",
      "votre catalogue",
      "voir le catalogue",
      "menu",
      "produits",
      "vos produits",
      "voir les produits",
    ],
    es: ["catálogo", "el catálogo", "ver catálogo", "ver el catálogo", "menú", "productos", "ver productos"],
    pt: ["catálogo", "o catálogo", "ver catálogo", "ver o catálogo", "menu", "cardápio", "produtos", "ver produtos"],
    ar: ["كتالوج", "الكتالوج", "القائمة", "منتجات", "المنتجات", "عرض المنتجات"],
  },
  cart: {
    en: ["cart", "my cart", "basket", "my basket", "checkout"],
    fr: ["panier", "mon panier", "le panier"],
    es: ["carrito", "mi carrito", "el carrito"],
    pt: ["carrinho", "meu carrinho", "o carrinho"],
    ar: ["سلة", "السلة", "سلتي"],
  },
};

/** After a stroke: "/catalog". Here a word is enough, since nobody talks like that. */
export const SLASH_WORDS: Readonly<Record<Command, readonly string[]>> = {
  orders: ["orders", "order", "track", "commande", "commandes", "suivi", "pedido", "pedidos", "encomenda", "طلبي"],
  catalogue: [
    "catalog",
    "catalogue",
    "catalogo",
    "menu",
    "shop",
    "products",
    "produits",
    "productos",
    "produtos",
    "كتالوج",
  ],
  cart: ["cart", "basket", "checkout", "panier", "carrito", "carrinho", "سلة"],
};

/** May stand before or after a command and change nothing. */
export const COURTESIES: readonly string[] = [
  ...["hello", "hi", "hey", "good morning", "good evening", "please", "thanks", "thank you"],
  ...["bonjour", "bonsoir", "salut", "s'il vous plaît", "s'il te plaît", "svp", "stp", "merci"],
  ...["hola", "buenos días", "buenas tardes", "buenas", "por favor", "gracias"],
  ...["olá", "oi", "bom dia", "boa tarde", "boa noite", "obrigado", "obrigada"],
  ...["مرحبا", "السلام عليكم", "أهلا", "من فضلك", "لو سمحت", "شكرا"],
];
