import { reason, remedy } from "./define.ts";

const openInbox = {
  label: { en: "Open the inbox", fr: "Ouvrir la messagerie" },
  action: "open",
  href: "/inbox",
} as const;

export const conversationReasons = {
  "conversations.not_found": reason(
    "not_found",
    { en: "This conversation is not here any more.", fr: "Cette conversation n'est plus ici." },
    openInbox,
  ),
  "conversations.message_not_found": reason(
    "not_found",
    { en: "This message is not in the conversation.", fr: "Ce message n'est pas dans la conversation." },
    openInbox,
  ),
  "conversations.taken": reason(
    "conflict",
    {
      en: "{name} is answering this customer. Take over if you want to answer instead.",
      fr: "{name} répond à ce client. Reprenez la conversation pour répondre à sa place.",
    },
    { label: { en: "Take over", fr: "Reprendre" }, action: "edit" },
  ),
  "conversations.with_person": reason(
    "conflict",
    {
      en: "A person answers this customer, so the assistant keeps quiet.",
      fr: "Une personne répond à ce client, l'assistant se tait donc.",
    },
    openInbox,
  ),
  "conversations.snooze_past": reason(
    "invalid",
    { en: "Choose a time to come for it to return.", fr: "Choisissez un moment à venir pour son retour." },
    remedy.edit,
  ),
  "conversations.assignee_unknown": reason(
    "invalid",
    {
      en: "Nobody of the team who may answer customers.",
      fr: "Personne de l'équipe qui puisse répondre aux clients.",
    },
    { label: { en: "See the team", fr: "Voir l'équipe" }, action: "open", href: "/settings/team" },
  ),
  "conversations.note_not_found": reason(
    "not_found",
    { en: "This note is not here any more.", fr: "Cette note n'est plus ici." },
    openInbox,
  ),
  "conversations.note_not_yours": reason(
    "forbidden",
    {
      en: "Only {name}, who wrote the note, can change it.",
      fr: "Seul {name}, qui a écrit la note, peut la modifier.",
    },
    remedy.goBack,
  ),
  "conversations.reply_not_found": reason(
    "not_found",
    { en: "This saved reply is not here any more.", fr: "Cette réponse enregistrée n'est plus ici." },
    openInbox,
  ),
  "conversations.reply_exists": reason(
    "conflict",
    { en: "A saved reply is called “{name}” already.", fr: "Une réponse enregistrée s'appelle déjà « {name} »." },
    remedy.edit,
  ),
  "conversations.replies_full": reason(
    "conflict",
    { en: "There is room for {most} saved replies.", fr: "Il y a de la place pour {most} réponses enregistrées." },
    { label: { en: "Delete one", fr: "En supprimer une" }, action: "edit" },
  ),
  "conversations.alert_not_found": reason(
    "not_found",
    { en: "This call for a person is not here any more.", fr: "Cet appel à une personne n'est plus ici." },
    openInbox,
  ),
} as const;
