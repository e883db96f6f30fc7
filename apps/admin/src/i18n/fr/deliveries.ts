export const deliveries = {
  "deliveries.title": "Votre propre livraison",
  "deliveries.hint":
    "Un de vos livreurs apporte ce qui n'est dans aucun colis, avec une page à lui pour commencer et terminer.",
  "deliveries.driver": "Livreur",
  "deliveries.assign": "Confier au livreur",
  "deliveries.assigned": "{name} s'en charge. Copiez le lien pour lui.",
  "deliveries.copyLink": "Copier le lien du livreur",
  "deliveries.withdraw": "Retirer",
  "deliveries.withdrawTitle": "Retirer la livraison à {name} ?",
  "deliveries.withdrawText":
    "Son lien ne montre plus rien. Ce qui était en route compte comme échoué ; les unités peuvent partir autrement.",
  "deliveries.open": "À livrer",
  "deliveries.under": "En route",
  "deliveries.done": "Livré",
  "deliveries.over": "Retirée",
  "deliveries.photo": "Photo de {name}",
  "deliveries.auto": "Livraisons par votre livreur",
  "deliveries.autoHint":
    "Les commandes confirmées qui ne contiennent que vos propres produits vont d'elles-mêmes à ce livreur. Laissez vide pour décider à chaque fois.",
  "deliveries.event.assigned": "L'a confiée à un livreur",
  "deliveries.event.started": "Le livreur est parti",
  "deliveries.event.completed": "Le livreur l'a livrée",
  "deliveries.event.withdrawn": "L'a retirée au livreur",
  "messages.step.out_for_delivery": "En cours de livraison",
  "messages.stepHint.out_for_delivery": "Quand votre livreur part.",
};
