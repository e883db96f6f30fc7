import type { QueryClient } from "@tanstack/react-query";
import { keepAnswers } from "./kept.ts";

/** What makes the next start work without a network. Loaded when the first screen stands: it costs that one nothing. */
export function startOffline(queryClient: QueryClient): void {
  keepAnswers(queryClient);
  // Absent where the page is not served securely, and while developing, where files change under their names.
  if (import.meta.env.PROD && "serviceWorker" in navigator)
    navigator.serviceWorker.register("/sw.js").catch((error: unknown) => reportError(error));
}
