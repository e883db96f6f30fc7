import { reason, remedy } from "./define.ts";

const openContact = {
  label: { en: "Open the customer", fr: "Ouvrir le client" },
  action: "open",
  href: "/customers/{contactId}",
} as const;

export const contactReasons = {
  "contacts.not_found": reason(
    "not_found",
    { en: "This customer is not here any more.", fr: "Ce client n'est plus ici." },
    remedy.openCustomers,
  ),
  "contacts.identifier_taken": reason(
    "conflict",
    {
      en: "{value} belongs to another customer. Merge the two if they are one person.",
      fr: "{value} appartient à un autre client. Fusionnez les deux s'il s'agit d'une seule personne.",
    },
    openContact,
  ),
  "contacts.identifier_invalid": reason(
    "invalid",
    {
      en: "{value} is not a phone number, e-mail address or WhatsApp id that could be reached.",
      fr: "{value} n'est pas un numéro de téléphone, une adresse e-mail ou un identifiant WhatsApp joignable.",
    },
    remedy.edit,
  ),
  "contacts.full": reason(
    "conflict",
    { en: "A customer has room for {most} of these.", fr: "Un client ne peut en avoir plus de {most}." },
    openContact,
  ),
  "contacts.same": reason(
    "invalid",
    { en: "These two are the same customer already.", fr: "Ces deux-là sont déjà le même client." },
    remedy.edit,
  ),
  "contacts.merge_over": reason(
    "conflict",
    { en: "These two were taken apart already.", fr: "Ces deux clients ont déjà été séparés." },
    remedy.reload,
  ),
  "contacts.merge_erased": reason(
    "conflict",
    {
      en: "This customer was forgotten: what belonged to whom is not kept any more.",
      fr: "Ce client a été oublié : ce qui appartenait à chacun n'est plus conservé.",
    },
    remedy.openCustomers,
  ),
  "contacts.merge_later": reason(
    "conflict",
    {
      en: "They were joined with somebody else since. Take that apart first.",
      fr: "Ils ont été réunis avec quelqu'un d'autre depuis. Séparez d'abord ceux-là.",
    },
    openContact,
  ),
  "contacts.merge_changed": reason(
    "conflict",
    {
      en: "{count} of the numbers and addresses that came along were removed since, or belong to somebody else. Look at what is left and take that apart.",
      fr: "{count} des numéros et adresses repris ont été supprimés depuis, ou appartiennent à quelqu'un d'autre. Regardez ce qui reste et séparez cela.",
    },
    openContact,
  ),
  "contacts.erased": reason(
    "conflict",
    {
      en: "This customer was forgotten at their wish. Nothing can be added or changed.",
      fr: "Ce client a été oublié à sa demande. Rien ne peut être ajouté ni modifié.",
    },
    remedy.openCustomers,
  ),
  "contacts.orders_open": reason(
    "conflict",
    {
      en: "{count} of their orders still need the address: finish or cancel them first.",
      fr: "{count} de ses commandes ont encore besoin de l'adresse : terminez-les ou annulez-les d'abord.",
    },
    { label: { en: "Open the orders", fr: "Ouvrir les commandes" }, action: "open", href: "/orders" },
  ),
  "contacts.erasure_not_asked": reason(
    "conflict",
    { en: "Nobody asked for this, or it is settled.", fr: "Personne ne l'a demandé, ou c'est réglé." },
    remedy.reload,
  ),
  "address.missing": reason(
    "invalid",
    { en: "Needed to send a parcel there.", fr: "Nécessaire pour y envoyer un colis." },
    remedy.edit,
  ),
  "address.too_long": reason(
    "invalid",
    { en: "The carrier takes {most} characters.", fr: "Le transporteur accepte {most} caractères." },
    remedy.edit,
  ),
  "address.phone_invalid": reason(
    "invalid",
    {
      en: "Not a number the carrier could call.",
      fr: "Ce n'est pas un numéro que le transporteur pourrait appeler.",
    },
    remedy.edit,
  ),
  "address.zip_invalid": reason(
    "invalid",
    {
      en: "Not a postcode of this country. One looks like {example}.",
      fr: "Ce n'est pas un code postal de ce pays. Il ressemble à {example}.",
    },
    remedy.edit,
  ),
  "address.tax_id_invalid": reason(
    "invalid",
    {
      en: "Not a number that customs take there. One looks like {example}.",
      fr: "Ce n'est pas un numéro accepté par la douane. Il ressemble à {example}.",
    },
    remedy.edit,
  ),
} as const;
