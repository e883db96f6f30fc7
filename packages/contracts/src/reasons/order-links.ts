import { reason, remedy } from "./define.ts";

const openLinks = {
  label: { en: "Open order links", fr: "Ouvrir les liens de commande" },
  action: "open",
  href: "/orders/links",
} as const;

export const orderLinkReasons = {
  "order_links.not_found": reason(
    "not_found",
    { en: "This order link does not exist.", fr: "Ce lien de commande n'existe pas." },
    remedy.goBack,
  ),
  "order_links.over": reason(
    "conflict",
    {
      en: "This order link is over: its order was placed, or it was cancelled.",
      fr: "Ce lien de commande est terminé : sa commande a été passée, ou il a été annulé.",
    },
    remedy.reload,
  ),
  "order_links.no_cart": reason(
    "conflict",
    {
      en: "Nobody has said yet where your cart is. Save its address first, or give the address of a filled cart.",
      fr: "L'adresse de votre panier n'est pas encore connue. Enregistrez-la d'abord, ou donnez l'adresse d'un panier rempli.",
    },
    openLinks,
  ),
  "order_links.no_sku": reason(
    "conflict",
    {
      en: "{name} has no SKU, by which your cart would know it.",
      fr: "{name} n'a pas de référence (SKU) à laquelle votre panier le reconnaîtrait.",
    },
    remedy.openProduct,
  ),
} as const;
