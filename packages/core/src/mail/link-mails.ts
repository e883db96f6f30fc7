import { fill, type Locale } from "@nexusone/contracts/locale";
import { compose } from "./compose.ts";
import type { Mail } from "./mailer.ts";

type Words = { subject: string; greeting: string; body: string; button: string; note: string };
type LinkKind = "magic_link" | "verify_email" | "reset_password" | "invitation";

const WORDS: Record<LinkKind, Record<Locale, Words>> = {
  magic_link: {
    en: {
      subject: "Your sign-in link",
      greeting: "Hello {name},",
      body: "Use this button to sign in to NexusOne.",
      button: "Sign in",
      note: "The link works once, for 15 minutes. If you did not ask for it, ignore this mail.",
    },
    fr: {
      subject: "Votre lien de connexion",
      greeting: "Bonjour {name},",
      body: "Utilisez ce bouton pour vous connecter à NexusOne.",
      button: "Se connecter",
      note: "Le lien sert une seule fois, pendant 15 minutes. Si vous ne l'avez pas demandé, ignorez ce message.",
    },
  },
  verify_email: {
    en: {
      subject: "Confirm your e-mail address",
      greeting: "Hello {name},",
      body: "Welcome to NexusOne. Confirm that this address is yours.",
      button: "Confirm address",
      note: "The link works once, for 3 days. If you did not sign up, ignore this mail.",
    },
    fr: {
      subject: "Confirmez votre adresse e-mail",
      greeting: "Bonjour {name},",
      body: "Bienvenue sur NexusOne. Confirmez que cette adresse est la vôtre.",
      button: "Confirmer l'adresse",
      note: "Le lien sert une seule fois, pendant 3 jours. Si vous n'avez pas créé de compte, ignorez ce message.",
    },
  },
  reset_password: {
    en: {
      subject: "Choose a new password",
      greeting: "Hello {name},",
      body: "Use this button to choose a new password. It signs you out everywhere else.",
      button: "Choose a password",
      note: "The link works once, for 1 hour. If you did not ask for it, ignore this mail: your password stays as it is.",
    },
    fr: {
      subject: "Choisissez un nouveau mot de passe",
      greeting: "Bonjour {name},",
      body: "Utilisez ce bouton pour choisir un nouveau mot de passe. Vos autres sessions seront fermées.",
      button: "Choisir un mot de passe",
      note: "Le lien sert une seule fois, pendant 1 heure. Si vous ne l'avez pas demandé, ignorez ce message : votre mot de passe ne change pas.",
    },
  },
  invitation: {
    en: {
      subject: "Join {merchant} on NexusOne",
      greeting: "Hello,",
      body: "{name} invites you to work on {merchant}.",
      button: "Join {merchant}",
      note: "The link works once, for 7 days. If you do not know the sender, ignore this mail.",
    },
    fr: {
      subject: "Rejoignez {merchant} sur NexusOne",
      greeting: "Bonjour,",
      body: "{name} vous invite à travailler sur {merchant}.",
      button: "Rejoindre {merchant}",
      note: "Le lien sert une seule fois, pendant 7 jours. Si vous ne connaissez pas l'expéditeur, ignorez ce message.",
    },
  },
};

/** The letter that carries a one-time link, in the reader's language. `name` is whom it greets or who invites. */
export function linkMail(
  kind: LinkKind,
  locale: Locale,
  values: { readonly name: string; readonly url: string; readonly merchant?: string },
): Omit<Mail, "to"> {
  const words = WORDS[kind][locale];
  const say = (text: string) => fill(text, { name: values.name, merchant: values.merchant ?? "" });
  return compose(
    {
      subject: say(words.subject),
      greeting: say(words.greeting),
      paragraphs: [say(words.body)],
      button: { label: say(words.button), url: values.url },
      note: say(words.note),
    },
    locale,
  );
}
