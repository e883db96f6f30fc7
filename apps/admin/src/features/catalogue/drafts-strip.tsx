import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Hourglass } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

/** Products read from CJ's page while CJ's API was silent: not verified, not in the catalogue, waiting. */
export function DraftsStrip() {
  const t = useT();
  const { api, slug } = useShop();
  const drafts = useQuery(api.imports.listDrafts.queryOptions());
  const waiting = drafts.data?.filter(({ state }) => state === "waiting").length ?? 0;
  if (waiting === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-wait-soft px-3 py-2 text-sm">
      <Hourglass size={15} className="text-wait" aria-hidden />
      <span className="font-medium text-ink">{t("catalogue.drafts", { count: waiting })}</span>
      <span className="text-soft max-sm:hidden">{t("catalogue.draftsHint")}</span>
      <Link to="/m/$slug/imports" params={{ slug }} className="ms-auto font-medium text-accent-ink hover:underline">
        {t("catalogue.draftsOpen")}
      </Link>
    </div>
  );
}
