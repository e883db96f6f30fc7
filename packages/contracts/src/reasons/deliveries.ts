import { reason, remedy } from "./define.ts";

export const deliveryReasons = {
  "deliveries.not_found": reason(
    "not_found",
    { en: "This delivery does not exist.", fr: "Cette livraison n'existe pas." },
    remedy.goBack,
  ),
  "deliveries.over": reason(
    "conflict",
    {
      en: "This delivery is over: it arrived, or it was withdrawn.",
      fr: "Cette livraison est terminée : elle est arrivée, ou elle a été retirée.",
    },
    remedy.reload,
  ),
} as const;
