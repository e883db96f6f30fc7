import { reason, remedy } from "./define.ts";

export const identityReasons = {
  "identity.credentials_wrong": reason(
    "unauthenticated",
    { en: "E-mail or password is wrong.", fr: "E-mail ou mot de passe incorrect." },
    { label: { en: "Reset password", fr: "Réinitialiser le mot de passe" }, action: "open", href: "/forgot-password" },
  ),
  "identity.sign_in_throttled": reason(
    "too_many",
    {
      en: "Too many attempts. Try again in {seconds} s, or use a sign-in link.",
      fr: "Trop de tentatives. Réessayez dans {seconds} s, ou utilisez un lien de connexion.",
    },
    remedy.wait,
    { retry: true },
  ),
  "identity.email_taken": reason(
    "conflict",
    { en: "An account with this e-mail exists already.", fr: "Un compte existe déjà avec cet e-mail." },
    remedy.signIn,
  ),
  "identity.phone_taken": reason(
    "conflict",
    { en: "Another account uses this phone number.", fr: "Un autre compte utilise ce numéro." },
    remedy.edit,
  ),
  "identity.password_weak": reason(
    "invalid",
    {
      en: "Use at least 10 characters that are not a well-known password.",
      fr: "Utilisez au moins 10 caractères qui ne forment pas un mot de passe connu.",
    },
    remedy.edit,
  ),
  "identity.link_invalid": reason(
    "unauthenticated",
    {
      en: "This link is not valid any more. Links work once and for a short time.",
      fr: "Ce lien n'est plus valable. Un lien sert une seule fois et pour peu de temps.",
    },
    { label: { en: "Send a new link", fr: "Envoyer un nouveau lien" }, action: "open", href: "/sign-in" },
  ),
  "identity.session_expired": reason(
    "unauthenticated",
    { en: "Your session has ended.", fr: "Votre session est terminée." },
    remedy.signIn,
  ),
  "identity.token_invalid": reason(
    "unauthenticated",
    { en: "The access token is not valid or has expired.", fr: "Le jeton d'accès n'est pas valable ou a expiré." },
    remedy.signIn,
  ),
  "identity.email_unverified": reason(
    "forbidden",
    { en: "Confirm your e-mail address first.", fr: "Confirmez d'abord votre adresse e-mail." },
    { label: { en: "Send the e-mail again", fr: "Renvoyer l'e-mail" }, action: "retry" },
  ),
  "identity.demo_refused": reason(
    "forbidden",
    {
      en: "The demo account works only on this computer.",
      fr: "Le compte de démonstration ne fonctionne que sur cet ordinateur.",
    },
    remedy.goBack,
    { who: "platform" },
  ),
  "identity.platform_admin_only": reason(
    "forbidden",
    { en: "Only a platform administrator may do this.", fr: "Réservé aux administrateurs de la plateforme." },
    remedy.goBack,
    { who: "platform" },
  ),
  "identity.password_wrong": reason(
    "invalid",
    { en: "Your current password is not right.", fr: "Votre mot de passe actuel est incorrect." },
    remedy.edit,
  ),
  "team.account_details_needed": reason(
    "invalid",
    {
      en: "Enter your name and choose a password to join.",
      fr: "Indiquez votre nom et choisissez un mot de passe pour rejoindre l'équipe.",
    },
    remedy.edit,
  ),
  "team.member_exists": reason(
    "conflict",
    { en: "This person is a member already.", fr: "Cette personne est déjà membre." },
    remedy.goBack,
  ),
  "team.last_owner": reason(
    "conflict",
    { en: "A merchant needs at least one owner.", fr: "Un marchand a besoin d'au moins un propriétaire." },
    remedy.goBack,
    { who: "owner" },
  ),
  "team.role_too_high": reason(
    "forbidden",
    { en: "Your role may not manage this role.", fr: "Votre rôle ne permet pas de gérer ce rôle." },
    remedy.askOwner,
    { who: "owner" },
  ),
} as const;
