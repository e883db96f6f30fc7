import { Link, Outlet } from "@tanstack/react-router";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { SETTINGS_PAGES } from "./pages.ts";

const GROUPS = ["shop", "you"] as const;

/** The settings' own rail beside the page; on a phone the index is a page of its own. */
export function SettingsFrame() {
  const t = useT();
  const { slug } = useShop();
  return (
    <div className="mx-auto flex max-w-5xl gap-8 px-4 py-4 sm:px-6">
      <nav aria-label={t("settings.title")} className="hidden w-48 shrink-0 flex-col gap-4 pt-1 md:flex">
        {GROUPS.map((group) => (
          <div key={group}>
            <p className="mb-1 px-2.5 text-2xs font-medium text-muted">{t(`settings.group.${group}`)}</p>
            <ul className="flex flex-col gap-0.5">
              {SETTINGS_PAGES.filter((page) => page.group === group).map(({ to, label, icon: Icon }) => (
                <li key={to}>
                  <Link
                    to={to}
                    params={{ slug }}
                    className="flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium text-soft hover:bg-hover hover:text-ink data-[status=active]:bg-hover data-[status=active]:text-ink"
                  >
                    <Icon size={15} className="shrink-0" aria-hidden />
                    {t(label)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="flex min-w-0 flex-1 flex-col gap-4">
        <Outlet />
      </div>
    </div>
  );
}
