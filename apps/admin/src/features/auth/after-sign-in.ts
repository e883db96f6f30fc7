import type { QueryClient } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { hasChosenLocale } from "../../i18n/load.ts";
import { writeChoice } from "../../lib/storage.ts";

/** Starts afresh as the person who has just signed in: their language, their shops, the place they wanted. */
export function useAfterSignIn(): (next: string | undefined, locale?: string) => Promise<void> {
  const router = useRouter();
  const queryClient: QueryClient = useQueryClient();
  return async (next, locale) => {
    queryClient.clear();
    if (locale && !hasChosenLocale() && locale !== document.documentElement.lang) {
      writeChoice("locale", locale);
      location.assign(next ?? "/");
      return;
    }
    await router.navigate({ href: next ?? "/", replace: true });
  };
}
