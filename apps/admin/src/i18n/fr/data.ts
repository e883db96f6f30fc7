import type { Translated } from "../en/index.ts";
import type { data as en } from "../en/data.ts";

export const data: Translated<typeof en> = {
  "settings.data": "Données",
  "data.archive": "Tout ce qui appartient à cette boutique, en un fichier",
  "data.archiveHint":
    "Une archive compressée de texte lisible : une ligne par enregistrement, avec des sommes de contrôle. Gardez-la, lisez-la ou faites-la lire dans une autre installation.",
  "data.download": "Télécharger l'archive",
  "data.preparing": "Préparation de l'archive",
  "data.downloaded": "Archive enregistrée",
  "data.last": "Dernier téléchargement",
  "data.never": "Jamais téléchargée",
  "data.inIt": "Ce qu'elle contient",
  "data.table.products": "Produits",
  "data.table.product_variants": "Variantes",
  "data.table.product_media": "Adresses d'images",
  "data.table.import_logs": "Importations",
  "data.table.events": "Entrées de l'historique",
  "data.table.credit_entries": "Mouvements de crédits",
  "data.total": "En tout {rows} lignes de {tables} tables.",
  "data.notInIt": "Ce qu'elle ne contient pas",
  "data.not.secrets": "Clés, mots de passe et jetons. Ils ne quittent jamais le serveur.",
  "data.not.people":
    "Les personnes, leurs connexions et navigateurs associés : ils appartiennent à cette installation.",
  "data.not.images":
    "Les fichiers des images : les copies sont refaites depuis leurs adresses. Sauvegardez ce que vous avez importé vous-même.",
  "data.not.connections":
    "La connexion CJ et les webhooks sont décrits, mais doivent être connectés à nouveau ailleurs.",
  "data.ownerOnly": "L'archive contient prix, coûts et historique : elle est réservée aux propriétaires.",
};
