import { LOCALES } from "@nexusone/contracts/locale";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "@nexusone/ui/menu";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleUser, LogOut } from "lucide-react";
import { useState } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { chooseLocale } from "../../i18n/load.ts";
import { LANGUAGE_NAMES } from "../../i18n/names.ts";
import { leave } from "../../lib/offline/forget-kept.ts";
import { useShop } from "../../lib/shop.ts";
import { setTheme, type ThemeChoice, themeChoice } from "../../lib/theme.ts";
import { toastFailed } from "../../lib/toast.ts";

const THEMES: readonly ThemeChoice[] = ["system", "light", "dark"];

export function UserMenu() {
  const { t, locale } = useI18n();
  const { me, person, slug } = useShop();
  const navigate = useNavigate();
  const [theme, setChoice] = useState(themeChoice);
  const updateProfile = useMutation(person.identity.updateProfile.mutationOptions());
  const signOut = useMutation(
    person.identity.signOut.mutationOptions({
      onSuccess: leave,
      onError: (error) => void toastFailed(error, t),
    }),
  );
  const choose = (choice: ThemeChoice): void => {
    setTheme(choice);
    setChoice(choice);
  };
  const speak = (language: (typeof LOCALES)[number]): void =>
    updateProfile.mutate({ locale: language }, { onSettled: () => chooseLocale(language) });
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t("common.pair", { name: t("user.menu"), value: me.user.name })}
          className="touch-target group grid place-items-center rounded-full"
        >
          <span
            aria-hidden
            className="grid size-8 place-items-center rounded-full border border-line bg-surface text-xs font-semibold text-soft group-hover:bg-hover"
          >
            {me.user.name.slice(0, 1).toUpperCase()}
          </span>
        </button>
      }
    >
      <div className="max-w-60 px-2 py-1.5">
        <p className="truncate text-sm font-medium text-ink">{me.user.name}</p>
        <p className="truncate text-xs text-muted">{me.user.email}</p>
      </div>
      <MenuLine />
      <MenuItem
        icon={<CircleUser size={15} aria-hidden />}
        onSelect={() => void navigate({ to: "/m/$slug/settings/profile", params: { slug } })}
      >
        {t("user.profile")}
      </MenuItem>
      <MenuLine />
      <MenuLabel>{t("user.theme")}</MenuLabel>
      {THEMES.map((choice) => (
        <MenuChoice key={choice} checked={theme === choice} onSelect={() => choose(choice)}>
          {t(`user.theme.${choice}`)}
        </MenuChoice>
      ))}
      <MenuLabel>{t("user.language")}</MenuLabel>
      {LOCALES.map((language) => (
        <MenuChoice key={language} checked={language === locale} onSelect={() => speak(language)}>
          {LANGUAGE_NAMES[language]}
        </MenuChoice>
      ))}
      <MenuLine />
      <MenuItem icon={<LogOut size={15} aria-hidden />} onSelect={() => signOut.mutate()}>
        {t("user.signOut")}
      </MenuItem>
    </Menu>
  );
}
