import type { Locale } from "@nexusone/contracts/locale";

/** What the queue says about a product or a group of them; refusals come from the registry. */
const en = {
  reading: "Being read",
  ok: "Can be imported",
  queued: "Waiting to be imported",
  imported: "Imported",
  failed: "Failed",
  undone: "Undone",
  credits: "{count} credits each, {left} left",
  undoneMany: "Products undone: {count}. Credits that came back: {credits}.",
  expired: "{name}: imported more than 7 days ago",
  ordered: "{name}: a customer ordered it",
  gone: "{name}: no longer in the catalogue",
};
export type QueueWords = typeof en;

const fr: QueueWords = {
  reading: "En cours de lecture",
  ok: "Peut être importé",
  queued: "En attente d'import",
  imported: "Importé",
  failed: "Échec",
  undone: "Annulé",
  credits: "{count} crédits chacun, il en reste {left}",
  undoneMany: "Produits annulés : {count}. Crédits rendus : {credits}.",
  expired: "{name} : importé il y a plus de 7 jours",
  ordered: "{name} : commandé par un client",
  gone: "{name} : n'est plus au catalogue",
};

export const QUEUE_WORDS: Record<Locale, QueueWords> = { en, fr };
