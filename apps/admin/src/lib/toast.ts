import type { Translate } from "../i18n/translate.ts";
import { refusalOf } from "./api.ts";

const sonner = () => import("sonner");

/** For acts that are done and forgotten; forms and confirm dialogs speak in their own place. */
export async function toastDone(message: string): Promise<void> {
  (await sonner()).toast.success(message);
}

/** Done, and can be taken back for some seconds. */
export async function toastUndo(message: string, label: string, undo: () => void): Promise<void> {
  (await sonner()).toast.success(message, { duration: 10_000, action: { label, onClick: undo } });
}

/** The refusal's own sentence, or that the server was not reached. */
export async function toastFailed(error: unknown, t: Translate): Promise<void> {
  (await sonner()).toast.error(refusalOf(error)?.explanation.sentence ?? t("error.unreachable"));
}

/** A sentence about what went wrong, from wherever it came. */
export async function toastSaid(sentence: string): Promise<void> {
  (await sonner()).toast.error(sentence);
}
