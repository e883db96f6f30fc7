import type { EventType } from "./events.ts";
import type { Sentence } from "./locale.ts";

/** Where a notice can go besides the notification centre of the admin, which always has it. */
export const CHANNELS = ["email", "slack", "sms"] as const;
export type Channel = (typeof CHANNELS)[number];
/** `digest`: collected, once a day. Quiet hours hold back everything but what is critical. */
export const MODES = ["off", "instant", "digest"] as const;
export type Mode = (typeof MODES)[number];
export const LEVELS = ["info", "warning", "critical"] as const;
export type Level = (typeof LEVELS)[number];

type Payload = Readonly<Record<string, unknown>>;
type Kind = {
  /** Null: no merchant's event but the platform's own affair, told to its admins alone. */
  readonly event: EventType | null;
  readonly level: Level;
  /** Of the events of this type, those worth a notice; all when absent. */
  readonly when?: (payload: Payload) => boolean;
  /** Events with the same key are one notice with a count, until it is read. */
  readonly group: (payload: Payload) => string;
  readonly name: Sentence;
  /** `{count}` and the payload's plain values fill the places. */
  readonly one: Sentence;
  readonly many: Sentence;
  /** Where it leads in the admin, below `/m/:slug`; the payload's plain values fill its places. */
  readonly path: string;
  /** What a person has who has not chosen; a channel that is missing is off. */
  readonly defaults: Partial<Record<Channel, Mode>>;
};
const kind = (k: Kind): Kind => k;
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What people are told about. A feature adds its kinds here; the permission of the event says who may hear of it. */
export const NOTIFICATION_KINDS = {
  import_failed: kind({
    event: "import.failed",
    level: "warning",
    group: ({ reason }) => text(reason),
    name: { en: "An import failed", fr: "Un import a échoué" },
    one: { en: "A product could not be imported", fr: "Un produit n'a pas pu être importé" },
    many: { en: "{count} products could not be imported", fr: "{count} produits n'ont pas pu être importés" },
    path: "/imports",
    defaults: { email: "digest" },
  }),
  draft_completed: kind({
    event: "draft.settled",
    level: "info",
    when: ({ state }) => state === "completed",
    group: () => "",
    name: { en: "A draft was completed", fr: "Un brouillon a été complété" },
    one: { en: "CJ answered: a draft is now a product", fr: "CJ a répondu : un brouillon est devenu un produit" },
    many: {
      en: "CJ answered: {count} drafts are now products",
      fr: "CJ a répondu : {count} brouillons sont devenus des produits",
    },
    path: "/imports",
    defaults: {},
  }),
  draft_failed: kind({
    event: "draft.settled",
    level: "warning",
    when: ({ state }) => state === "failed",
    group: ({ reason }) => text(reason),
    name: { en: "A draft could not be completed", fr: "Un brouillon n'a pas pu être complété" },
    one: { en: "A draft could not be completed", fr: "Un brouillon n'a pas pu être complété" },
    many: { en: "{count} drafts could not be completed", fr: "{count} brouillons n'ont pas pu être complétés" },
    path: "/imports",
    defaults: { email: "digest" },
  }),
  browser_stolen: kind({
    event: "extension.revoked",
    level: "critical",
    when: ({ reason }) => reason === "extension.refresh_reused",
    group: () => "",
    name: { en: "A paired browser may have been copied", fr: "Un navigateur associé a peut-être été copié" },
    one: {
      en: "A paired browser was disconnected: its key was used twice",
      fr: "Un navigateur a été déconnecté : sa clé a été utilisée deux fois",
    },
    many: {
      en: "{count} paired browsers were disconnected: their keys were used twice",
      fr: "{count} navigateurs ont été déconnectés : leurs clés ont été utilisées deux fois",
    },
    path: "/settings/extension",
    defaults: { email: "instant", slack: "instant", sms: "instant" },
  }),
  cj_disconnected: kind({
    event: "cj.disconnected",
    level: "critical",
    group: () => "",
    name: { en: "CJ was disconnected", fr: "CJ a été déconnecté" },
    one: { en: "The CJ account was disconnected", fr: "Le compte CJ a été déconnecté" },
    many: { en: "The CJ account was disconnected {count} times", fr: "Le compte CJ a été déconnecté {count} fois" },
    path: "/settings/cj",
    defaults: { email: "instant", slack: "instant" },
  }),
  channel_down: kind({
    event: "channel.disconnected",
    level: "critical",
    when: ({ reason }) => typeof reason === "string",
    group: ({ channelId }) => text(channelId),
    name: { en: "A WhatsApp number fails", fr: "Un numéro WhatsApp est en panne" },
    one: {
      en: "A WhatsApp number cannot send; what was to be sent waits",
      fr: "Un numéro WhatsApp ne peut pas envoyer ; ce qui devait partir attend",
    },
    many: {
      en: "A WhatsApp number stopped sending {count} times; what was to be sent waits",
      fr: "Un numéro WhatsApp a cessé d'envoyer {count} fois ; ce qui devait partir attend",
    },
    path: "/settings/whatsapp",
    defaults: { email: "instant", slack: "instant" },
  }),
  channel_warned: kind({
    event: "channel.warned",
    level: "warning",
    group: ({ channelId, event }) => `${text(channelId)} ${text(event)}`,
    name: { en: "WhatsApp warns about a number", fr: "WhatsApp avertit au sujet d'un numéro" },
    one: {
      en: "WhatsApp warns about your number or account: {event}",
      fr: "WhatsApp avertit au sujet de votre numéro ou compte : {event}",
    },
    many: {
      en: "WhatsApp warned {count} times about your number or account: {event}",
      fr: "WhatsApp a averti {count} fois au sujet de votre numéro ou compte : {event}",
    },
    path: "/settings/whatsapp",
    defaults: { email: "instant" },
  }),
  webhook_disabled: kind({
    event: "webhook.disabled",
    level: "critical",
    group: ({ webhookId }) => text(webhookId),
    name: { en: "A webhook was switched off", fr: "Un webhook a été désactivé" },
    one: {
      en: "A webhook failed for days and was switched off; its events are kept",
      fr: "Un webhook a échoué pendant des jours et a été désactivé ; ses événements sont conservés",
    },
    many: { en: "A webhook was switched off {count} times", fr: "Un webhook a été désactivé {count} fois" },
    path: "/settings/webhooks",
    defaults: { email: "instant", slack: "instant" },
  }),
  webhook_failing: kind({
    event: "webhook.failing",
    level: "warning",
    group: ({ webhookId }) => text(webhookId),
    name: { en: "A webhook fails", fr: "Un webhook échoue" },
    one: { en: "A webhook's receiver does not answer well", fr: "Le destinataire d'un webhook répond mal" },
    many: { en: "A webhook began to fail {count} times", fr: "Un webhook a commencé à échouer {count} fois" },
    path: "/settings/webhooks",
    defaults: { email: "digest" },
  }),
  stock_out: kind({
    event: "inventory.alert_raised",
    level: "warning",
    when: ({ kind: what }) => what === "out",
    group: () => "",
    name: { en: "Out of stock", fr: "Rupture de stock" },
    one: { en: "A product is out of stock", fr: "Un produit est en rupture de stock" },
    many: { en: "{count} products are out of stock", fr: "{count} produits sont en rupture de stock" },
    path: "/inventory",
    defaults: { email: "instant" },
  }),
  parcel_stalled: kind({
    event: "order.held",
    level: "warning",
    when: ({ reason }) => reason === "fulfilment.parcel_stalled",
    group: ({ orderId }) => text(orderId),
    name: { en: "A parcel does not move", fr: "Un colis ne bouge plus" },
    one: {
      en: "A parcel has had no news for days: ask the carrier",
      fr: "Un colis est sans nouvelles depuis des jours : demandez au transporteur",
    },
    many: {
      en: "A parcel had no news for days, {count} times",
      fr: "Un colis est resté sans nouvelles pendant des jours, {count} fois",
    },
    path: "/orders",
    defaults: { email: "instant" },
  }),
  stock_low: kind({
    event: "inventory.alert_raised",
    level: "info",
    when: ({ kind: what }) => what === "low",
    group: () => "",
    name: { en: "Low stock", fr: "Stock faible" },
    one: { en: "A product runs low: {units} left", fr: "Le stock d'un produit baisse : {units} restants" },
    many: { en: "{count} products run low", fr: "Le stock de {count} produits baisse" },
    path: "/inventory",
    defaults: { email: "digest" },
  }),
  reorder_suggested: kind({
    event: "reorder.suggested",
    level: "info",
    group: () => "",
    name: { en: "Goods to reorder", fr: "Articles à recommander" },
    one: { en: "Some goods will not last: see what to order", fr: "Des articles vont manquer : voyez quoi commander" },
    many: { en: "Some goods will not last: see what to order", fr: "Des articles vont manquer : voyez quoi commander" },
    path: "/inventory/reorder",
    defaults: { email: "digest" },
  }),
  approval_asked: kind({
    event: "inventory.approval_asked",
    level: "warning",
    group: ({ kind: what }) => text(what),
    name: { en: "A supplier's change waits for you", fr: "Un changement du fournisseur vous attend" },
    one: {
      en: "A supplier's change waits for your word",
      fr: "Un changement du fournisseur attend votre décision",
    },
    many: {
      en: "{count} changes of suppliers wait for your word",
      fr: "{count} changements de fournisseurs attendent votre décision",
    },
    path: "/inventory/approvals",
    defaults: { email: "digest" },
  }),
  change_followed: kind({
    event: "inventory.change_followed",
    level: "info",
    group: ({ kind: what }) => text(what),
    name: { en: "A supplier's change was followed", fr: "Un changement du fournisseur a été suivi" },
    one: { en: "A supplier's change was followed", fr: "Un changement du fournisseur a été suivi" },
    many: {
      en: "{count} changes of suppliers were followed",
      fr: "{count} changements de fournisseurs ont été suivis",
    },
    path: "/inventory",
    defaults: { email: "digest" },
  }),
  advisor_called: kind({
    event: "conversation.alert_raised",
    level: "warning",
    group: ({ conversationId }) => text(conversationId),
    name: { en: "A customer wants a person", fr: "Un client demande une personne" },
    one: {
      en: "A conversation in the inbox needs a person",
      fr: "Une conversation de la messagerie a besoin d'une personne",
    },
    many: {
      en: "A conversation in the inbox called for a person {count} times",
      fr: "Une conversation de la messagerie a demandé une personne {count} fois",
    },
    path: "/inbox/{conversationId}",
    defaults: { email: "instant", slack: "instant" },
  }),
  dispute_possible: kind({
    event: "dispute.possible",
    level: "warning",
    group: () => "",
    name: { en: "A late order can be disputed", fr: "Une commande en retard peut faire l'objet d'un litige" },
    one: {
      en: "Order {number} is so late that CJ takes a dispute, until its tracking says delivered",
      fr: "La commande {number} est si en retard que CJ accepte un litige, tant que le suivi ne dit pas « livré »",
    },
    many: {
      en: "{count} orders are so late that CJ takes a dispute, until their tracking says delivered",
      fr: "{count} commandes sont si en retard que CJ accepte un litige, tant que le suivi ne dit pas « livré »",
    },
    path: "/orders",
    defaults: { email: "instant" },
  }),
  template_stopped: kind({
    event: "template.status_changed",
    level: "warning",
    when: ({ status }) => typeof status === "string" && ["REJECTED", "PAUSED", "DISABLED"].includes(status),
    group: ({ templateId, status }) => `${text(templateId)} ${text(status)}`,
    name: { en: "A template was rejected or paused", fr: "Un modèle a été refusé ou mis en pause" },
    one: {
      en: "WhatsApp template {name} ({language}) is now {status}: it cannot be sent",
      fr: "Le modèle WhatsApp {name} ({language}) est maintenant {status} : il ne peut pas être envoyé",
    },
    many: {
      en: "WhatsApp template {name} ({language}) is {status}, told {count} times",
      fr: "Le modèle WhatsApp {name} ({language}) est {status}, signalé {count} fois",
    },
    path: "/templates",
    defaults: { email: "instant" },
  }),
  template_recategorised: kind({
    event: "template.category_changed",
    level: "warning",
    group: ({ templateId }) => text(templateId),
    name: { en: "Meta changed a template's category", fr: "Meta a changé la catégorie d'un modèle" },
    one: {
      en: "WhatsApp template {name} ({language}) counts as {category}: its messages cost something else",
      fr: "Le modèle WhatsApp {name} ({language}) compte comme {category} : ses messages coûtent autre chose",
    },
    many: {
      en: "WhatsApp template {name} ({language}) changed its category {count} times, now {category}",
      fr: "Le modèle WhatsApp {name} ({language}) a changé {count} fois de catégorie : {category}",
    },
    path: "/templates",
    defaults: { email: "instant" },
  }),
  campaign_stopped: kind({
    event: "campaign.moved",
    level: "warning",
    when: ({ state, reason }) => state === "paused" && typeof reason === "string",
    group: ({ campaignId }) => text(campaignId),
    name: { en: "A campaign stopped by itself", fr: "Une campagne s'est arrêtée d'elle-même" },
    one: {
      en: "Campaign {name} stopped by itself: see why before it goes on",
      fr: "La campagne {name} s'est arrêtée d'elle-même : voyez pourquoi avant de la reprendre",
    },
    many: {
      en: "Campaign {name} stopped by itself {count} times: see why before it goes on",
      fr: "La campagne {name} s'est arrêtée d'elle-même {count} fois : voyez pourquoi avant de la reprendre",
    },
    path: "/campaigns/{campaignId}",
    defaults: { email: "instant" },
  }),
  operation_failed: kind({
    event: "operation.failed",
    level: "warning",
    group: ({ queue, reason }) => `${text(queue)} ${text(reason)}`,
    name: { en: "Background work failed", fr: "Un travail en arrière-plan a échoué" },
    one: { en: "Background work failed for good", fr: "Un travail en arrière-plan a échoué définitivement" },
    many: {
      en: "{count} pieces of background work failed for good",
      fr: "{count} travaux en arrière-plan ont échoué définitivement",
    },
    path: "/system",
    defaults: { email: "digest" },
  }),
  plan_changed: kind({
    event: "plan.changed",
    level: "info",
    group: () => "",
    name: { en: "The plan changed", fr: "L'offre a changé" },
    one: { en: "Your plan is now {to}", fr: "Votre offre est maintenant {to}" },
    many: { en: "Your plan changed {count} times and is now {to}", fr: "Votre offre a changé {count} fois : {to}" },
    path: "/settings/plan",
    defaults: { email: "instant" },
  }),
  credits_granted: kind({
    event: "credits.granted",
    level: "info",
    group: () => "",
    name: { en: "Credits were added", fr: "Des crédits ont été ajoutés" },
    one: { en: "{amount} credits were added", fr: "{amount} crédits ont été ajoutés" },
    many: { en: "Credits were added {count} times", fr: "Des crédits ont été ajoutés {count} fois" },
    path: "/settings/plan",
    defaults: {},
  }),
  member_joined: kind({
    event: "member.joined",
    level: "info",
    group: () => "",
    name: { en: "Somebody joined the team", fr: "Quelqu'un a rejoint l'équipe" },
    one: { en: "A new member joined the team", fr: "Un nouveau membre a rejoint l'équipe" },
    many: { en: "{count} new members joined the team", fr: "{count} nouveaux membres ont rejoint l'équipe" },
    path: "/settings/team",
    defaults: { email: "digest" },
  }),
  system_alert: kind({
    event: null,
    level: "critical",
    group: ({ subject }) => text(subject),
    name: { en: "The installation is in trouble", fr: "L'installation a un problème" },
    one: { en: "Needs attention: {subject}, {figure}", fr: "À surveiller : {subject}, {figure}" },
    many: {
      en: "Needs attention {count} times: {subject}, {figure}",
      fr: "À surveiller {count} fois : {subject}, {figure}",
    },
    path: "/system",
    defaults: { email: "instant", slack: "instant" },
  }),
  system_recovered: kind({
    event: null,
    level: "info",
    group: ({ subject }) => text(subject),
    name: { en: "The installation recovered", fr: "L'installation est rétablie" },
    one: { en: "Well again: {subject}", fr: "Rétabli : {subject}" },
    many: { en: "Well again {count} times: {subject}", fr: "Rétabli {count} fois : {subject}" },
    path: "/system",
    defaults: { email: "instant", slack: "instant" },
  }),
} as const satisfies Record<string, Kind>;
export type NotificationKind = keyof typeof NOTIFICATION_KINDS;
export const KINDS = Object.keys(NOTIFICATION_KINDS) as [NotificationKind, ...NotificationKind[]];
export const kindOf = (name: NotificationKind): Kind => NOTIFICATION_KINDS[name];

/** What a person gets who has chosen nothing. */
export const defaultMode = (name: NotificationKind, channel: Channel): Mode => kindOf(name).defaults[channel] ?? "off";
