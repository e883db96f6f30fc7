import { explain, isReasonCode, type Explanation } from "@nexusone/contracts/reasons";
import { currentLocale } from "../../../i18n/load.ts";
import { saveFile } from "../../../lib/save-file.ts";

export type Download = { readonly ok: true } | { readonly ok: false; readonly said: Explanation | undefined };

/** Fetches the shop's archive and hands it to the browser as a file. `said` is undefined when no answer came at all. */
export async function downloadArchive(merchantId: string, fileName: string): Promise<Download> {
  const locale = currentLocale();
  let answer: Response;
  try {
    answer = await fetch("/api/archive", {
      method: "POST",
      headers: { "x-nexus-client": "admin", "x-merchant-id": merchantId, "accept-language": locale },
    });
    if (answer.ok) {
      saveFile(await answer.blob(), fileName);
      return { ok: true };
    }
  } catch {
    return { ok: false, said: undefined };
  }
  const body = (await answer.json().catch(() => undefined)) as
    | { error?: { reason?: unknown; details?: Record<string, string | number> } }
    | undefined;
  const reason = body?.error?.reason;
  return { ok: false, said: isReasonCode(reason) ? explain(reason, locale, body?.error?.details) : undefined };
}
