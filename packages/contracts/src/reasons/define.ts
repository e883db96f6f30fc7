import type { Sentence } from "../locale.ts";

/** The kinds map to transport codes in one table (`packages/api/src/error-map.ts`). */
export const ERROR_KINDS = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "plan_required",
  "not_found",
  "conflict",
  "too_large",
  "too_many",
  "unavailable",
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Who can put it right. */
export type Remedier = "user" | "owner" | "platform" | "supplier";

export type Reason = {
  readonly kind: ErrorKind;
  /** What happened and why, `{name}` places filled from the details. */
  readonly sentence: Sentence;
  /** Details that are codes, with the word for each: `{ to: { shipped: ... } }`. */
  readonly words: Readonly<Record<string, Readonly<Record<string, Sentence>>>>;
  /** The button that helps: its words and where it leads (`href` is a path in the admin, `{name}` places filled). */
  readonly remedy: { readonly label: Sentence; readonly action: RemedyAction; readonly href?: string };
  readonly who: Remedier;
  /** Whether the same act can succeed when simply repeated later. */
  readonly retry: boolean;
  /** It can, but not before tomorrow. */
  readonly later: boolean;
};

export type RemedyAction =
  | "retry"
  | "wait"
  | "edit"
  | "sign_in"
  | "open"
  | "upgrade"
  | "top_up"
  | "pair"
  | "ask_owner"
  | "reconnect_cj"
  | "go_back"
  | "start_over"
  | "contact_us"
  | "reload";

export const reason = (
  kind: ErrorKind,
  sentence: Sentence,
  remedy: Reason["remedy"],
  rest: { who?: Remedier; retry?: boolean; later?: boolean; words?: Reason["words"] } = {},
): Reason => ({
  kind,
  sentence,
  words: rest.words ?? {},
  remedy,
  who: rest.who ?? "user",
  retry: rest.retry ?? false,
  later: rest.later ?? false,
});

/** Remedies that many reasons share. */
export const remedy = {
  retry: { label: { en: "Try again", fr: "Réessayer" }, action: "retry" },
  wait: { label: { en: "Try again in a moment", fr: "Réessayez dans un instant" }, action: "wait" },
  edit: { label: { en: "Correct it", fr: "Corriger" }, action: "edit" },
  signIn: { label: { en: "Sign in", fr: "Se connecter" }, action: "sign_in", href: "/sign-in" },
  upgrade: { label: { en: "See plans", fr: "Voir les offres" }, action: "upgrade", href: "/settings/plan" },
  topUp: { label: { en: "See credits", fr: "Voir les crédits" }, action: "top_up", href: "/settings/plan" },
  pair: { label: { en: "Pair again", fr: "Associer à nouveau" }, action: "pair", href: "/settings/extension" },
  askOwner: {
    label: { en: "Ask an owner", fr: "Demander à un propriétaire" },
    action: "ask_owner",
    href: "/settings/team",
  },
  reconnectCj: {
    label: { en: "Open CJ connection", fr: "Ouvrir la connexion CJ" },
    action: "reconnect_cj",
    href: "/settings/cj",
  },
  goBack: { label: { en: "Go back", fr: "Revenir" }, action: "go_back" },
  /** What was prepared is gone: the same from its beginning. */
  startOver: { label: { en: "Start over", fr: "Recommencer" }, action: "start_over" },
  contactUs: { label: { en: "Contact support", fr: "Contacter l'assistance" }, action: "contact_us" },
  reload: { label: { en: "Reload the page", fr: "Recharger la page" }, action: "reload" },
  openProduct: {
    label: { en: "Open the product", fr: "Ouvrir le produit" },
    action: "open",
    href: "/catalogue/{productId}",
  },
  openNumbers: {
    label: { en: "Open WhatsApp numbers", fr: "Ouvrir les numéros WhatsApp" },
    action: "open",
    href: "/settings/whatsapp",
  },
  openTemplates: {
    label: { en: "Open templates", fr: "Ouvrir les modèles" },
    action: "open",
    href: "/templates",
  },
  openCustomers: {
    label: { en: "Open customers", fr: "Ouvrir les clients" },
    action: "open",
    href: "/customers",
  },
} as const satisfies Record<string, Reason["remedy"]>;
