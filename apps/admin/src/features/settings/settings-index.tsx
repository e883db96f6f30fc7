import { Card, PageHeader } from "@nexusone/ui/layout";
import { Link } from "@tanstack/react-router";
import { ChevronRight, type LucideIcon } from "lucide-react";
import { OTHER_ENTRIES } from "../../app/shell/nav.ts";
import { ShopSwitch } from "../../app/shell/shop-switch.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Key } from "../../i18n/translate.ts";
import { useShop } from "../../lib/shop.ts";
import { SETTINGS_PAGES } from "./pages.ts";

/** The list of settings on a phone, which has no room for it beside a page. */
export function SettingsIndex() {
  const t = useT();
  return (
    <>
      <title>{`${t("settings.title")} · NexusOne`}</title>
      <PageHeader title={t("settings.title")} />
      <div className="mb-4 flex flex-col gap-4 md:hidden">
        <ShopSwitch narrow={false} everywhere />
        <Pages pages={OTHER_ENTRIES} />
      </div>
      <Pages pages={SETTINGS_PAGES} />
    </>
  );
}

type Entry = (typeof OTHER_ENTRIES)[number] | (typeof SETTINGS_PAGES)[number];
type Page = { readonly to: Entry["to"]; readonly label: Key; readonly hint?: Key; readonly icon: LucideIcon };

function Pages({ pages }: { pages: readonly Page[] }) {
  const t = useT();
  const { slug } = useShop();
  return (
    <Card flush>
      <ul>
        {pages.map(({ to, label, hint, icon: Icon }) => (
          <li key={to} className="border-b border-line last:border-b-0">
            <Link to={to} params={{ slug }} className="flex min-h-14 items-center gap-3 px-4 py-2 hover:bg-hover">
              <Icon size={18} className="shrink-0 text-muted" aria-hidden />
              <span className="min-w-0 flex-1">
                <span className="block font-medium text-ink">{t(label)}</span>
                {hint ? <span className="block text-xs text-muted">{t(hint)}</span> : null}
              </span>
              <ChevronRight size={15} className="text-muted" aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
