import { reason, remedy } from "./define.ts";

export const reorderReasons = {
  "reorder.not_found": reason(
    "not_found",
    { en: "This suggestion is not there any more.", fr: "Cette suggestion n'existe plus." },
    remedy.reload,
  ),
  "reorder.moved_on": reason(
    "conflict",
    {
      en: "Somebody decided about this meanwhile.",
      fr: "Quelqu'un a décidé entre-temps.",
    },
    remedy.reload,
  ),
  "reorder.supplied": reason(
    "conflict",
    {
      en: "The supplier keeps this stock: nothing can be ordered into it.",
      fr: "Le fournisseur tient ce stock : on ne peut rien y commander.",
    },
    {
      label: { en: "Look for another supplier's product", fr: "Chercher un autre produit" },
      action: "open",
      href: "/sourcing",
    },
  ),
} as const;
