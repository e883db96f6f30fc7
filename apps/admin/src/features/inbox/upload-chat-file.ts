import { ChatFileView } from "@nexusone/contracts/chat-files";
import { explain, isReasonCode, type Explanation } from "@nexusone/contracts/reasons";
import { currentLocale } from "../../i18n/load.ts";

/** `said` is undefined when no answer came at all. */
export type UploadedFile = { readonly file: ChatFileView } | { readonly said: Explanation | undefined };

/** Sends a file as it is and tells how far it is, 0 to 1. Aborted it never answers. Never throws. */
export function uploadChatFile(
  merchantId: string,
  file: File,
  { onProgress, signal }: { readonly onProgress: (share: number) => void; readonly signal: AbortSignal },
): Promise<UploadedFile> {
  const locale = currentLocale();
  // fetch tells nothing about how far an upload is.
  const request = new XMLHttpRequest();
  const { promise, resolve } = Promise.withResolvers<UploadedFile>();
  request.open("POST", "/api/chat-files");
  request.responseType = "json";
  const headers = {
    "x-nexus-client": "admin",
    "x-merchant-id": merchantId,
    "accept-language": locale,
    "content-type": file.type || "application/octet-stream",
    "x-file-name": encodeURIComponent(file.name),
  };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
  request.addEventListener("error", () => resolve({ said: undefined }));
  request.addEventListener("load", () => {
    const kept = ChatFileView.safeParse(request.response);
    if (kept.success) return resolve({ file: kept.data });
    const body = request.response as {
      error?: { reason?: unknown; details?: Record<string, string | number> };
    } | null;
    const reason = body?.error?.reason;
    resolve({ said: isReasonCode(reason) ? explain(reason, locale, body?.error?.details) : undefined });
  });
  signal.addEventListener("abort", () => request.abort());
  request.send(file);
  return promise;
}
