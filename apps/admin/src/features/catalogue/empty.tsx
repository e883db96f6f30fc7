import { Button } from "@nexusone/ui/button";
import { EmptyState } from "@nexusone/ui/layout";
import { Package, SearchX } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { FirstSteps } from "./first-steps.tsx";

/** What this place is for, and the way to the first product. */
export function EmptyCatalogue() {
  const t = useT();
  const { can } = useShop();
  return (
    <div className="px-4 pb-10 sm:px-6">
      <EmptyState icon={<Package size={18} aria-hidden />} title={t("catalogue.empty.title")}>
        {t("catalogue.empty.text")}
      </EmptyState>
      {can("catalog:import") ? <FirstSteps /> : null}
    </div>
  );
}

export function NoMatch({ onClear }: { onClear: () => void }) {
  const t = useT();
  return (
    <EmptyState
      icon={<SearchX size={18} aria-hidden />}
      title={t("catalogue.none.title")}
      action={<Button onClick={onClear}>{t("catalogue.filter.clear")}</Button>}
    >
      {t("catalogue.none.text")}
    </EmptyState>
  );
}
