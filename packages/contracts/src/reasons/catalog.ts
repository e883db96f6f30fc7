import { reason, remedy } from "./define.ts";

export const catalogReasons = {
  "catalog.already_imported": reason(
    "conflict",
    { en: "Already in your catalogue.", fr: "Déjà dans votre catalogue." },
    remedy.openProduct,
  ),
  "catalog.product_not_found": reason(
    "not_found",
    { en: "This product is not in your catalogue.", fr: "Ce produit n'est pas dans votre catalogue." },
    remedy.goBack,
  ),
  "catalog.category_not_found": reason(
    "not_found",
    { en: "This category does not exist.", fr: "Cette catégorie n'existe pas." },
    remedy.edit,
  ),
  "catalog.category_name_taken": reason(
    "conflict",
    {
      en: "You have a category of this name already. Merge the two instead.",
      fr: "Vous avez déjà une catégorie de ce nom. Fusionnez-les plutôt.",
    },
    remedy.edit,
  ),
  "catalog.filter_not_found": reason(
    "not_found",
    { en: "This saved filter does not exist any more.", fr: "Ce filtre enregistré n'existe plus." },
    remedy.reload,
  ),
  "catalog.filter_name_taken": reason(
    "conflict",
    { en: "You have a saved filter of this name already.", fr: "Vous avez déjà un filtre enregistré de ce nom." },
    remedy.edit,
  ),
  "catalog.filters_full": reason(
    "conflict",
    {
      en: "You have {most} saved filters. Delete one first.",
      fr: "Vous avez {most} filtres enregistrés. Supprimez-en un d'abord.",
    },
    remedy.edit,
  ),
  "catalog.stale": reason(
    "conflict",
    { en: "Somebody changed this product meanwhile.", fr: "Quelqu'un a modifié ce produit entre-temps." },
    remedy.reload,
  ),
  "catalog.no_supplier": reason(
    "conflict",
    { en: "This product has no supplier to follow.", fr: "Ce produit n'a pas de fournisseur à suivre." },
    remedy.goBack,
  ),
  "catalog.bulk_unchanged": reason(
    "conflict",
    { en: "It is like that already.", fr: "Il est déjà ainsi." },
    remedy.goBack,
  ),
  "catalog.bulk_not_ready": reason(
    "conflict",
    { en: "The products are still being read.", fr: "La lecture des produits est encore en cours." },
    remedy.wait,
    { retry: true },
  ),
  "catalog.bulk_cannot_undo": reason(
    "conflict",
    {
      en: "A change of many products can be undone once it is finished, and for a day.",
      fr: "Une modification en nombre peut être annulée une fois terminée, pendant un jour.",
    },
    remedy.goBack,
  ),
  "catalog.supplier_decides": reason(
    "conflict",
    {
      en: "Cost, stock and name of this variant come from the supplier.",
      fr: "Coût, stock et nom de cette variante viennent du fournisseur.",
    },
    remedy.goBack,
  ),
  "catalog.variant_not_found": reason(
    "not_found",
    { en: "This product has no such variant.", fr: "Ce produit n'a pas cette variante." },
    remedy.reload,
  ),
  "catalog.cost_unknown": reason(
    "invalid",
    {
      en: "The price rule needs the cost of every variant.",
      fr: "La règle de prix a besoin du coût de chaque variante.",
    },
    remedy.edit,
  ),
  "catalog.barcode_invalid": reason(
    "invalid",
    {
      en: "{barcode} looks like a barcode, but its check digit is wrong.",
      fr: "{barcode} ressemble à un code-barres, mais sa clé de contrôle est fausse.",
    },
    remedy.edit,
  ),
  "catalog.barcode_taken": reason(
    "conflict",
    {
      en: "Another product has the barcode {barcode}.",
      fr: "Un autre produit a le code-barres {barcode}.",
    },
    remedy.edit,
  ),
  "catalog.not_cfa": reason(
    "invalid",
    {
      en: "This shop sells in {currency}: say price_minor instead of price_cfa.",
      fr: "Cette boutique vend en {currency} : donnez price_minor au lieu de price_cfa.",
    },
    remedy.edit,
  ),
  "catalog.many_variants": reason(
    "conflict",
    {
      en: "This product has several variants: change their stock one by one.",
      fr: "Ce produit a plusieurs variantes : modifiez leur stock une par une.",
    },
    remedy.edit,
  ),
  "catalog.shop_not_public": reason(
    "not_found",
    { en: "No shop of this name shows its products.", fr: "Aucune boutique de ce nom ne montre ses produits." },
    remedy.goBack,
    { who: "owner" },
  ),
  "catalog.was_sold": reason(
    "conflict",
    {
      en: "This product was sold, so it can only be archived.",
      fr: "Ce produit a été vendu : il peut seulement être archivé.",
    },
    remedy.goBack,
  ),
  "catalog.price_below_floor": reason(
    "invalid",
    {
      en: "This price is below your floor margin of {floor}%.",
      fr: "Ce prix est sous votre marge plancher de {floor} %.",
    },
    remedy.edit,
  ),
  "catalog.price_out_of_bounds": reason(
    "invalid",
    {
      en: "This price is outside the limits of this product.",
      fr: "Ce prix est hors des limites de ce produit.",
    },
    remedy.edit,
  ),
  "import.url_unknown": reason(
    "invalid",
    {
      en: "This is not the address of a product that can be imported: {input}",
      fr: "Ce n'est pas l'adresse d'un produit importable : {input}",
    },
    remedy.edit,
  ),
  "import.product_removed": reason(
    "not_found",
    { en: "The supplier has taken this product off sale.", fr: "Le fournisseur a retiré ce produit de la vente." },
    remedy.goBack,
    { who: "supplier" },
  ),
  "import.product_unknown": reason(
    "not_found",
    { en: "The supplier does not know this product.", fr: "Le fournisseur ne connaît pas ce produit." },
    remedy.edit,
    { who: "supplier" },
  ),
  "import.nothing_to_sell": reason(
    "invalid",
    { en: "No variant of this product has a price.", fr: "Aucune variante de ce produit n'a de prix." },
    remedy.goBack,
    { who: "supplier" },
  ),
  "import.variant_unpriced": reason(
    "invalid",
    {
      en: "The supplier gives no price for this variant.",
      fr: "Le fournisseur ne donne pas de prix pour cette variante.",
    },
    remedy.goBack,
    { who: "supplier" },
  ),
  "import.no_route": reason(
    "unavailable",
    {
      en: "The supplier has no carrier from its warehouses to {country} for this product.",
      fr: "Le fournisseur n'a aucun transporteur vers {country} pour ce produit.",
    },
    { label: { en: "Change destination", fr: "Changer de destination" }, action: "edit", href: "/settings/general" },
    { who: "supplier" },
  ),
  "import.plan_limit": reason(
    "plan_required",
    {
      en: "Your plan holds {limit} products and you have {count}.",
      fr: "Votre offre contient {limit} produits et vous en avez {count}.",
    },
    remedy.upgrade,
    { who: "owner" },
  ),
  "import.credits_missing": reason(
    "plan_required",
    {
      en: "An import costs {needed} credits; you have {available}.",
      fr: "Un import coûte {needed} crédits ; vous en avez {available}.",
    },
    remedy.topUp,
    { who: "owner" },
  ),
  "import.bulk_not_in_plan": reason(
    "plan_required",
    {
      en: "Importing many products at once is part of the Pro plan.",
      fr: "L'import en nombre fait partie de l'offre Pro.",
    },
    remedy.upgrade,
    { who: "owner" },
  ),
  "import.price_needs_quote": reason(
    "unavailable",
    {
      en: "The price rule needs a freight quote and there is none.",
      fr: "La règle de prix a besoin d'un devis de transport et il n'y en a pas.",
    },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "import.duplicate_in_request": reason(
    "conflict",
    { en: "The same product is listed twice.", fr: "Le même produit figure deux fois." },
    remedy.goBack,
  ),
  "import.left_out": reason(
    "conflict",
    { en: "You left it out of this import.", fr: "Vous l'avez exclu de cet import." },
    remedy.goBack,
  ),
  "import.discarded": reason(
    "conflict",
    {
      en: "Discarded before it was imported. Nothing was charged.",
      fr: "Abandonné avant d'être importé. Rien n'a été débité.",
    },
    remedy.goBack,
  ),
  "import.cannot_undo": reason(
    "conflict",
    { en: "This import can no longer be undone: {why}", fr: "Cet import ne peut plus être annulé : {why}" },
    remedy.openProduct,
  ),
  "preview.not_found": reason(
    "not_found",
    { en: "This preview does not exist.", fr: "Cet aperçu n'existe pas." },
    remedy.startOver,
  ),
  "preview.expired": reason(
    "conflict",
    {
      en: "This preview is older than 30 minutes. Make a new one.",
      fr: "Cet aperçu a plus de 30 minutes. Refaites-en un.",
    },
    remedy.startOver,
    { retry: true },
  ),
  "preview.not_ready": reason(
    "conflict",
    {
      en: "This preview is still being read.",
      fr: "Cet aperçu est encore en cours de lecture.",
    },
    remedy.wait,
    { retry: true },
  ),
  "preview.committed": reason(
    "conflict",
    { en: "This preview was imported already.", fr: "Cet aperçu a déjà été importé." },
    remedy.reload,
  ),
  "preview.moved": reason(
    "conflict",
    {
      en: "The landed cost has risen by more than 2% since the preview.",
      fr: "Le coût rendu a augmenté de plus de 2 % depuis l'aperçu.",
    },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "draft.not_found": reason(
    "not_found",
    { en: "This draft does not exist any more.", fr: "Ce brouillon n'existe plus." },
    remedy.goBack,
  ),
} as const;
