import { PageHeader } from "@nexusone/ui/layout";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../../i18n/context.tsx";
import type { Key } from "../../i18n/translate.ts";
import { useShop } from "../../lib/shop.ts";

export function SettingsHeader({ title, action, badges }: { title: Key; action?: ReactNode; badges?: ReactNode }) {
  const t = useT();
  const { slug } = useShop();
  return (
    <>
      <title>{`${t(title)} · NexusOne`}</title>
      <PageHeader
        crumbs={
          <nav aria-label={t("nav.crumbs")} className="flex items-center gap-1">
            <Link to="/m/$slug/settings" params={{ slug }} className="hover:text-ink hover:underline">
              {t("settings.title")}
            </Link>
            <ChevronRight size={12} aria-hidden />
            <span aria-current="page">{t(title)}</span>
          </nav>
        }
        title={t(title)}
        badges={badges}
        action={action}
      />
    </>
  );
}
