import type { Locale } from "@nexusone/contracts/locale";
import { createContext, type ReactNode, use, useMemo } from "react";
import { WORDS, type Words } from "./words.tsx";

type Reading = { readonly locale: Locale; readonly timeZone: string | undefined; readonly words: Words };

const Context = createContext<Reading>({ locale: "en", timeZone: undefined, words: WORDS.en });

/** The reader's language and zone, for every primitive that writes a number, a date or a word of its own. */
export function LocaleProvider(props: { locale: Locale; timeZone?: string | undefined; children: ReactNode }) {
  const { locale, timeZone } = props;
  const value = useMemo(() => ({ locale, timeZone, words: WORDS[locale] }), [locale, timeZone]);
  return <Context value={value}>{props.children}</Context>;
}

export const useReading = (): Reading => use(Context);
