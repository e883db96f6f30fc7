import type { Sentence } from "../locale.ts";
import type { OperationStatus } from "../operation-status.ts";
import { reason, remedy } from "./define.ts";

const openSystem = {
  label: { en: "See background work", fr: "Voir les tâches de fond" },
  action: "open",
  href: "/system",
} as const;

/** How work stands, inside a sentence. */
const STANDS: Record<OperationStatus, Sentence> = {
  queued: { en: "queued", fr: "en file" },
  active: { en: "under way", fr: "en cours" },
  paused: { en: "paused", fr: "en pause" },
  completed: { en: "done", fr: "terminée" },
  failed: { en: "failed", fr: "échouée" },
  discarded: { en: "discarded", fr: "abandonnée" },
};

export const jobReasons = {
  "job.failed": reason(
    "unavailable",
    {
      en: "This work failed on our side. What was done stays; the rest can be tried again.",
      fr: "Cette tâche a échoué de notre côté. Ce qui est fait reste ; le reste peut être relancé.",
    },
    remedy.retry,
    { who: "platform", retry: true },
  ),
  "job.worker_lost": reason(
    "unavailable",
    {
      en: "The process doing this work stopped before it was done.",
      fr: "Le processus chargé de cette tâche s'est arrêté avant la fin.",
    },
    remedy.retry,
    { who: "platform", retry: true },
  ),
  "job.not_retryable": reason(
    "conflict",
    {
      en: "Only work that failed or waits for another attempt can be tried again; this is {status}.",
      fr: "Seule une tâche échouée ou en attente d'un nouvel essai peut être relancée ; celle-ci est {status}.",
    },
    openSystem,
    { words: { status: STANDS } },
  ),
  "job.not_discardable": reason(
    "conflict",
    {
      en: "Only work that waits or failed can be discarded; this is {status}.",
      fr: "Seule une tâche en attente ou échouée peut être abandonnée ; celle-ci est {status}.",
    },
    openSystem,
    { words: { status: STANDS } },
  ),
} as const;
