import { reason, remedy } from "./define.ts";

export const inventoryReasons = {
  "inventory.nothing_to_sync": reason(
    "conflict",
    {
      en: "Nothing here comes from a supplier, so there is nothing to read.",
      fr: "Rien ici ne vient d'un fournisseur : il n'y a rien à lire.",
    },
    { label: { en: "Import products", fr: "Importer des produits" }, action: "open", href: "/imports/new" },
  ),
  "inventory.points_kept": reason(
    "too_many",
    {
      en: "The sync has used its share of today's points. The rest is kept for your own work; it goes on by itself.",
      fr: "La synchronisation a utilisé sa part des points du jour. Le reste est gardé pour votre travail ; elle reprendra d'elle-même.",
    },
    remedy.wait,
    { who: "supplier", retry: true },
  ),
} as const;
