import type { history as source } from "../en/history.ts";
import type { Translated } from "../en/index.ts";

export const history: Translated<typeof source> = {
  "history.imported": "Importé du fournisseur",
  "history.undone": "Import annulé",
  "history.updated": "Modifié",
  "history.edit.name": "Renommé",
  "history.edit.description": "Description modifiée",
  "history.edit.status": "Statut changé",
  "history.edit.category": "Catégorie changée",
  "history.edit.tags": "Étiquettes changées",
  "history.edit.images": "Images changées",
  "history.edit.prices": "Prix saisis à la main",
  "history.created": "Créé",
  "history.removed": "Supprimé",
  "history.edit.variants": "Variantes modifiées",
  "history.edit.addVariants": "Variantes ajoutées",
  "history.refreshed": "Actualisé depuis le fournisseur",
  "history.edit.bounds": "Limites de prix modifiées",
  "history.edit.giveBack": "Rendu au fournisseur",
  "history.edit.pricesToRule": "Prix rendu à la règle",
  "history.edit.acceptHeld": "Nouveaux prix acceptés",
  "history.repriced": "Prix refaits par une nouvelle règle",
  "history.minPrice": "Prix le plus bas",
  "history.maxPrice": "Prix le plus haut",
  "history.another": "une autre",
  "history.system": "NexusOne",
};
