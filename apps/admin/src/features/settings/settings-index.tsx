import { Card, PageHeader } from "@nexusone/ui/layout";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { SETTINGS_PAGES } from "./pages.ts";

/** The list of settings on a phone, which has no room for it beside a page. */
export function SettingsIndex() {
  const t = useT();
  const { slug } = useShop();
  return (
    <>
      <title>{`${t("settings.title")} · NexusOne`}</title>
      <PageHeader title={t("settings.title")} />
      <Card flush>
        <ul>
          {SETTINGS_PAGES.map(({ to, label, hint, icon: Icon }) => (
            <li key={to} className="border-b border-line last:border-b-0">
              <Link to={to} params={{ slug }} className="flex min-h-14 items-center gap-3 px-4 py-2 hover:bg-hover">
                <Icon size={18} className="shrink-0 text-muted" aria-hidden />
                <span className="min-w-0 flex-1">
                  <span className="block font-medium text-ink">{t(label)}</span>
                  <span className="block text-xs text-muted">{t(hint)}</span>
                </span>
                <ChevronRight size={15} className="text-muted" aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
