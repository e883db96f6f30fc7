import { useCallback, useSyncExternalStore } from "react";

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

const PHONE = "(max-width: 767px)";
export const usePhone = (): boolean => useMedia(PHONE);
/** Asked once, before anything is drawn. */
export const isPhone = (): boolean => matchMedia(PHONE).matches;
