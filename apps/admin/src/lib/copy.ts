import type { Translate } from "../i18n/translate.ts";
import { toastDone, toastFailed } from "./toast.ts";

export async function copyText(text: string, t: Translate): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    await toastDone(t("common.copied"));
  } catch (error) {
    await toastFailed(error, t);
  }
}
