import { LOCALES } from "@nexusone/contracts/locale";
import { Outlet } from "@tanstack/react-router";
import { Logo } from "../../app/logo.tsx";
import { LANGUAGE_NAMES } from "../../i18n/names.ts";
import { useI18n } from "../../i18n/context.tsx";
import { chooseLocale } from "../../i18n/load.ts";

/** The quiet page around signing in and up. */
export function AuthFrame() {
  const { t, locale } = useI18n();
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 px-4 py-10">
      <div className="flex flex-col items-center gap-2 text-center">
        <Logo large />
        <p className="text-sm text-muted">{t("auth.tagline")}</p>
      </div>
      <div className="w-full max-w-sm rounded-xl border border-line bg-surface p-6 shadow-lift">
        <Outlet />
      </div>
      <nav aria-label={t("user.language")} className="flex gap-1 text-xs">
        {LOCALES.map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            aria-current={language === locale ? "true" : undefined}
            onClick={() => chooseLocale(language)}
            className="touch-target rounded-sm px-2 py-1 text-muted hover:text-ink aria-[current]:font-medium aria-[current]:text-ink"
          >
            {LANGUAGE_NAMES[language]}
          </button>
        ))}
      </nav>
    </main>
  );
}
