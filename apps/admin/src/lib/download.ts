import { explain, isReasonCode, type Explanation } from "@nexusone/contracts/reasons";
import { currentLocale } from "../i18n/load.ts";
import { saveFile } from "./save-file.ts";

export type Download =
  | { readonly ok: true; readonly headers: Headers }
  | { readonly ok: false; readonly said: Explanation | undefined };

/** Asks the server for a file of the shop and hands it to the browser. `said` is undefined when no whole answer came. */
export async function downloadFile(
  path: string,
  { merchantId, fileName, body }: { merchantId: string; fileName: string; body?: object },
): Promise<Download> {
  const locale = currentLocale();
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: {
        "x-nexus-client": "admin",
        "x-merchant-id": merchantId,
        "accept-language": locale,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (answer.ok) {
      saveFile(await answer.blob(), fileName);
      return { ok: true, headers: answer.headers };
    }
  } catch {
    return { ok: false, said: undefined };
  }
  const refusal = (await answer.json().catch(() => undefined)) as
    | { error?: { reason?: unknown; details?: Record<string, string | number> } }
    | undefined;
  const reason = refusal?.error?.reason;
  return { ok: false, said: isReasonCode(reason) ? explain(reason, locale, refusal?.error?.details) : undefined };
}
