export const orderLinks = {
  "orderLinks.title": "Liens de commande",
  "orderLinks.new": "Nouveau lien",
  "orderLinks.newHint":
    "Il mène un client à un panier rempli, dans la boutique où il paie. Rien n'est réservé avant sa commande.",
  "orderLinks.make": "Créer et copier le lien",
  "orderLinks.cart": "Votre panier",
  "orderLinks.cartHint":
    "L'adresse qui ouvre un panier dans votre boutique, avec {place} à la place des articles. Ils s'écrivent référence:quantité, séparés par des virgules.",
  "orderLinks.cartAddress": "Adresse du panier",
  "orderLinks.cartWrong": "Une adresse qui commence par https:// et contient {place} une fois.",
  "orderLinks.filledCart": "Adresse d'un panier rempli",
  "orderLinks.filledCartHint":
    "Seulement si vous avez rempli vous-même un panier dans votre boutique. Il compte à la place des articles ci-dessus.",
  "orderLinks.filledCartNeeded":
    "L'adresse de votre panier n'est pas encore enregistrée : indiquez-en un que vous avez rempli.",
  "orderLinks.nothingInIt": "Choisissez des articles, ou donnez l'adresse d'un panier rempli.",
  "orderLinks.note": "Note",
  "orderLinks.noteHint": "Pour votre équipe seulement : à qui il est destiné.",
  "orderLinks.status.pending": "En attente",
  "orderLinks.status.completed": "Commandé",
  "orderLinks.status.cancelled": "Annulé",
  "orderLinks.empty": "Aucun lien de commande pour l'instant",
  "orderLinks.emptyText":
    "Créez-en un pendant une conversation ou au téléphone : le client l'ouvre et trouve son panier rempli.",
  "orderLinks.nothingFound": "Aucun",
  "orderLinks.nothingFoundText": "Aucun lien de commande n'est dans cet état.",
  "orderLinks.cartAt": "Panier sur {host}",
  "orderLinks.order": "Commande {number}",
  "orderLinks.copy": "Copier le lien",
  "orderLinks.all": "Tous",
  "orderLinks.complete": "Marquer comme commandé",
  "orderLinks.completeTitle": "La commande a-t-elle été passée ?",
  "orderLinks.completeText": "Le lien ne mène plus nulle part.",
  "orderLinks.numberHint": "Si la commande est aussi ici.",
  "orderLinks.cancel": "Annuler le lien",
  "orderLinks.cancelTitle": "Annuler ce lien ?",
  "orderLinks.cancelText":
    "Qui l'ouvre apprend qu'il n'est plus valable. Le panier dans votre boutique reste tel quel.",
  "orderLinks.cameBy": "Venue par un lien de commande",
  "orderLinks.made": "Créé",
  "audit.table.order_link_settings": "L'adresse de votre panier",
  "audit.orderLinks.changed": "A changé où mènent les liens de commande",
};
