import type { Locale } from "@nexusone/contracts/locale";
import { LocaleProvider } from "@nexusone/ui/locale";
import { createContext, type ReactNode, use, useMemo } from "react";
import type { Words } from "./load.ts";
import { type Translate, translator } from "./translate.ts";

type Value = { readonly locale: Locale; readonly t: Translate };
const Context = createContext<Value | null>(null);

export function I18nProvider(props: { locale: Locale; words: Words; children: ReactNode }) {
  const { locale, words } = props;
  const value = useMemo(() => ({ locale, t: translator(locale, words.find) }), [locale, words]);
  return (
    <Context value={value}>
      <LocaleProvider locale={locale}>{props.children}</LocaleProvider>
    </Context>
  );
}

export function useI18n(): Value {
  const value = use(Context);
  if (!value) throw new Error("useI18n needs the I18nProvider above it");
  return value;
}

export const useT = (): Translate => useI18n().t;
