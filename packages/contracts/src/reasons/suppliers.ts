import { reason, remedy } from "./define.ts";

/** What any supplier may answer with; one that has more to say has a file of its own beside this. */
export const supplierReasons = {
  "supplier.unknown": reason(
    "not_found",
    {
      en: "This installation does not work with the supplier {supplier}.",
      fr: "Cette installation ne travaille pas avec le fournisseur {supplier}.",
    },
    remedy.goBack,
    { who: "platform" },
  ),
  "supplier.unavailable": reason(
    "unavailable",
    { en: "{supplier} does not answer right now.", fr: "{supplier} ne répond pas pour l'instant." },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "supplier.other_environment": reason(
    "conflict",
    {
      en: "This product was imported from another environment of {supplier} than the one that is connected.",
      fr: "Ce produit a été importé d'un autre environnement de {supplier} que celui qui est connecté.",
    },
    remedy.reconnectCj,
  ),
} as const;
