import type { Locale } from "./locale.ts";

type Words = { readonly sentence: string; readonly remedy: string };
const words = (sentence: string, remedy: string): Words => ({ sentence, remedy });

/** What the linter of templates finds, in the languages that its own data do not speak. */
const FRENCH: Readonly<Record<string, Words>> = {
  name_characters: words(
    "Le nom contient d'autres caractères que a-z, 0-9 et _.",
    "Écrivez-le en minuscules, avec _ entre les mots.",
  ),
  name_too_long: words("Le nom dépasse 512 caractères.", "Raccourcissez-le."),
  name_taken: words(
    "Un modèle de ce nom existe déjà dans cette langue.",
    "Choisissez un autre nom, ou modifiez celui qui existe.",
  ),
  language_unknown: words(
    "WhatsApp n'a pas de modèles dans cette langue.",
    "Choisissez-en une dans la liste, par exemple fr, en_GB, pt_BR.",
  ),
  body_missing: words("Il n'y a pas de texte.", "Écrivez le corps : c'est la seule partie obligatoire."),
  body_too_long: words("Le corps dépasse 1024 caractères.", "Raccourcissez-le."),
  header_too_long: words("L'en-tête dépasse 60 caractères.", "Raccourcissez-le."),
  header_variables: words(
    "L'en-tête contient plus d'une variable.",
    "Gardez-en une et déplacez les autres dans le corps.",
  ),
  header_sample_missing: words(
    "L'image, la vidéo ou le document de l'en-tête n'a pas d'exemple.",
    "Ajoutez un exemple pour l'examen.",
  ),
  header_location_category: words(
    "Un lieu figure dans l'en-tête d'un modèle d'authentification.",
    "Ne l'utilisez que dans les modèles utilitaires ou marketing.",
  ),
  footer_too_long: words("Le pied de page dépasse 60 caractères.", "Raccourcissez-le."),
  footer_variable: words("Le pied de page contient une variable.", "Déplacez-la dans le corps."),
  buttons_too_many: words("Il y a plus de dix boutons.", "Retirez-en."),
  quick_replies_scattered: words(
    "Des réponses rapides se trouvent entre d'autres boutons.",
    "Regroupez toutes les réponses rapides, avant ou après les autres.",
  ),
  url_buttons_too_many: words("Plus de deux boutons ouvrent une adresse.", "Gardez-en deux."),
  phone_buttons_too_many: words("Plus d'un bouton appelle un numéro.", "Gardez-en un."),
  copy_code_too_many: words("Plus d'un bouton copie un code.", "Gardez-en un."),
  copy_code_too_long: words("Le code à copier dépasse 15 caractères.", "Prenez un code plus court."),
  button_label_missing: words("Un bouton n'a pas de libellé.", "Écrivez ce qu'il fait."),
  button_label_too_long: words("Le libellé d'un bouton dépasse 25 caractères.", "Raccourcissez-le."),
  button_labels_alike: words("Deux boutons ont le même libellé.", "Donnez à chacun le sien."),
  url_variable_place: words(
    "L'adresse contient plus d'une variable, ou une variable qui n'est pas à la fin.",
    "Gardez une seule variable, tout à la fin.",
  ),
  url_too_long: words("L'adresse dépasse 2000 caractères.", "Prenez-en une plus courte."),
  url_invalid: words("L'adresse d'un bouton n'en est pas une.", "Écrivez-la en entier, avec https://."),
  phone_invalid: words(
    "Le numéro d'un bouton n'en est pas un, ou dépasse 20 caractères.",
    "Écrivez-le avec l'indicatif du pays.",
  ),
  ttl_out_of_range: words(
    "WhatsApp ne peut pas essayer de le remettre aussi longtemps, ou aussi peu.",
    "Authentification 30 à 900 secondes, utilitaire 30 à 43 200, marketing 43 200 à 2 592 000.",
  ),
  braces_unbalanced: words(
    "Les accolades d'une variable ne vont pas par paires.",
    "Mettez-en deux avant et deux après : {{1}}.",
  ),
  variable_characters: words(
    "Une variable contient des caractères interdits.",
    "Utilisez un nombre, ou des minuscules avec _.",
  ),
  variable_name: words("Le nom d'une variable n'est pas en minuscules.", "Écrivez-le comme first_name."),
  variable_format_mixed: words(
    "Des variables numérotées et nommées sont mélangées.",
    "Utilisez soit des nombres, soit des noms.",
  ),
  variable_gap: words(
    "Les numéros des variables ne se suivent pas à partir de 1.",
    "Numérotez-les 1, 2, 3 sans en sauter.",
  ),
  variable_repeated: words("Une variable nommée figure deux fois.", "Donnez un autre nom à la seconde."),
  variables_too_many: words(
    "Il y a trop de variables pour si peu de mots.",
    "Écrivez plus de texte autour, ou utilisez moins de variables.",
  ),
  variable_at_edge: words(
    "Le texte commence ou finit par une variable.",
    "Mettez un mot avant et après, ne serait-ce qu'un point.",
  ),
  variables_adjacent: words("Deux variables se touchent.", "Mettez un mot entre elles."),
  example_missing: words(
    "Une variable n'a pas d'exemple.",
    "Écrivez ce qui pourrait y figurer ; les examinateurs le voient.",
  ),
  body_duplicate: words(
    "Un autre modèle de cette langue dit la même chose.",
    "Utilisez celui qui existe, ou changez les mots.",
  ),
  header_formatting: words(
    "L'en-tête contient des signes de mise en forme ou des retours à la ligne, qui n'y sont pas affichés.",
    "Écrivez des mots simples.",
  ),
  sensitive_request: words(
    "Il demande un numéro de carte ou de compte, un mot de passe ou un numéro d'identité.",
    "N'en demandez au plus qu'une partie, comme les quatre derniers chiffres.",
  ),
  threat: words(
    "Il menace de justice ou de honte publique.",
    "Dites ce qui est dû et comment le régler, rien d'autre.",
  ),
  looks_like_marketing: words(
    "Il se lit comme du marketing et sera approuvé comme tel, ce qui coûte plus cher.",
    "Retirez l'offre, ou choisissez marketing.",
  ),
};

/** Undefined where the linter's own English is what to say. */
export const findingWords = (code: string, locale: Locale): Words | undefined =>
  locale === "fr" && Object.hasOwn(FRENCH, code) ? FRENCH[code] : undefined;

export const TRANSLATED_FINDINGS: readonly string[] = Object.keys(FRENCH);
