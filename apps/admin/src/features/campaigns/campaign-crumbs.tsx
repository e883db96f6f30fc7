import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

/** The way back to the list. */
export function CampaignCrumbs({ here }: { here: string }) {
  const t = useT();
  const { slug } = useShop();
  return (
    <nav aria-label={t("nav.crumbs")} className="flex min-w-0 items-center gap-1">
      <Link to="/m/$slug/campaigns" params={{ slug }} className="hover:text-ink hover:underline">
        {t("nav.campaigns")}
      </Link>
      <ChevronRight size={12} aria-hidden />
      <bdi aria-current="page" className="min-w-0 truncate">
        {here}
      </bdi>
    </nav>
  );
}
