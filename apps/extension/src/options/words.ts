import type { Locale } from "@nexusone/contracts/locale";

/** Every sentence of the options page. */
const en = {
  title: "Options",
  server: "Server",
  serverNow: "Paired with {merchant} at {server}.",
  serverNone: "Not paired.",
  change: "Pair with another shop or server",
  first: "Pair this browser",
  changeNote:
    "Chrome asks for your permission to talk to a server that is not built in. What waits in the queue stays.",
  language: "Language",
  languageAuto: "As in my NexusOne account",
  languages: { en: "English", fr: "Français" },
  defaults: "For every product imported from this browser",
  defaultsNote: "The card and the queue begin with these. Left empty, the shop's own settings apply.",
  saved: "Saved",
  permissions: "What the extension may do, and why",
  reasons: [
    ["storage", "keeps the pairing, these options and the queue on this computer"],
    ["scripting", "loads what a page needs on that page alone, from the extension's own package"],
    ["alarms", "goes on with the queue when no page is open"],
    ["sidePanel", "shows the queue beside the page"],
    ["contextMenus", "offers “Add to the NexusOne queue” on CJ's product links, nowhere else"],
    ["CJ's shop", "reads product and category pages and draws on them; your CJ account is never read"],
    ["your server", "sends imports to NexusOne; no other server hears anything"],
  ],
  version: "Version {version}",
  forget: "Forget everything",
  forgetNote: "Ends the pairing and removes the queue, these options and everything else this extension stored here.",
  forgetSure: "Forget everything?",
  forgetNone: "Nothing waits in the queue.",
  forgetOne: "1 product in the queue is lost.",
  forgetMany: "{count} products in the queue are lost.",
  forgetYes: "Forget everything",
  keep: "Keep it",
};
export type OptionsWords = Omit<typeof en, "reasons"> & { reasons: string[][] };

const fr: OptionsWords = {
  title: "Options",
  server: "Serveur",
  serverNow: "Associé à {merchant} sur {server}.",
  serverNone: "Non associé.",
  change: "Associer à une autre boutique ou un autre serveur",
  first: "Associer ce navigateur",
  changeNote:
    "Chrome demande votre accord pour parler à un serveur qui n'est pas prévu d'origine. Ce qui attend dans la file y reste.",
  language: "Langue",
  languageAuto: "Comme dans mon compte NexusOne",
  languages: { en: "English", fr: "Français" },
  defaults: "Pour chaque produit importé depuis ce navigateur",
  defaultsNote: "La carte et la file commencent avec ces valeurs. Vides, les réglages de la boutique s'appliquent.",
  saved: "Enregistré",
  permissions: "Ce que l'extension peut faire, et pourquoi",
  reasons: [
    ["storage", "garde l'association, ces options et la file sur cet ordinateur"],
    ["scripting", "charge ce qu'il faut à une page sur cette seule page, depuis le paquet de l'extension"],
    ["alarms", "poursuit la file quand aucune page n'est ouverte"],
    ["sidePanel", "montre la file à côté de la page"],
    [
      "contextMenus",
      "propose «\u00a0Ajouter à la file NexusOne\u00a0» sur les liens de produits CJ, nulle part ailleurs",
    ],
    ["la boutique CJ", "lit les pages de produits et de catégories et y dessine ; votre compte CJ n'est jamais lu"],
    ["votre serveur", "envoie les imports à NexusOne ; aucun autre serveur n'apprend rien"],
  ],
  version: "Version {version}",
  forget: "Tout oublier",
  forgetNote: "Met fin à l'association et retire la file, ces options et tout ce que cette extension a gardé ici.",
  forgetSure: "Tout oublier\u00a0?",
  forgetNone: "Rien n'attend dans la file.",
  forgetOne: "1 produit de la file sera perdu.",
  forgetMany: "{count} produits de la file seront perdus.",
  forgetYes: "Tout oublier",
  keep: "Garder",
};

export const OPTIONS_WORDS: Record<Locale, OptionsWords> = { en, fr };
