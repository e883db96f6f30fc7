import { Card, PageHeader } from "@nexusone/ui/layout";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { ShopSwitch } from "../../app/shell/shop-switch.tsx";
import { SETTINGS_PAGES } from "./pages.ts";

export function SettingsIndex() {
  const t = useT();
  const { slug } = useShop();
  return (
    <>
      <title>{`${t("settings.title")} · NexusOne`}</title>
      <PageHeader title={t("settings.title")} />
      <div className="md:hidden">
        <ShopSwitch narrow={false} everywhere />
      </div>
      <Card flush>
        <ul>
          {SETTINGS_PAGES.map(({ to, label, icon: Icon }) => (
            <li key={to} className="border-b border-line last:border-b-0">
              <Link to={to} params={{ slug }} className="flex h-12 items-center gap-3 px-4 font-medium hover:bg-hover">
                <Icon size={16} className="text-muted" aria-hidden />
                <span className="flex-1">{t(label)}</span>
                <ChevronRight size={15} className="text-muted" aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
