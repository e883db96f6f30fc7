import { explain, isReasonCode, type Explanation } from "@nexusone/contracts/reasons";
import { currentLocale } from "../../../i18n/load.ts";

export type Uploaded = { readonly mediaId: string } | { readonly said: Explanation | undefined };

/** Sends a file and tells how far it is, 0 to 1. `said` is undefined when no answer came at all. Never throws. */
export function uploadFile(merchantId: string, file: File, onProgress: (share: number) => void): Promise<Uploaded> {
  const locale = currentLocale();
  // fetch tells nothing about how far an upload is.
  const request = new XMLHttpRequest();
  const { promise, resolve } = Promise.withResolvers<Uploaded>();
  request.open("POST", "/api/media/upload");
  request.responseType = "json";
  request.setRequestHeader("x-nexus-client", "admin");
  request.setRequestHeader("x-merchant-id", merchantId);
  request.setRequestHeader("accept-language", locale);
  request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
  request.addEventListener("error", () => resolve({ said: undefined }));
  request.addEventListener("load", () => {
    const body = request.response as {
      id?: unknown;
      error?: { reason?: unknown; details?: Record<string, string | number> };
    } | null;
    if (typeof body?.id === "string") return resolve({ mediaId: body.id });
    const reason = body?.error?.reason;
    resolve({ said: isReasonCode(reason) ? explain(reason, locale, body?.error?.details) : undefined });
  });
  const form = new FormData();
  form.set("file", file);
  request.send(form);
  return promise;
}
