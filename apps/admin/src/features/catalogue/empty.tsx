import { Button, buttonClass } from "@nexusone/ui/button";
import { EmptyState } from "@nexusone/ui/layout";
import { Link } from "@tanstack/react-router";
import { Package, SearchX } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

/** What this place is for, and the first step: the extension where the plan has it, an address otherwise. */
export function EmptyCatalogue() {
  const t = useT();
  const { slug, membership } = useShop();
  const extension = membership.plan === "premium";
  return (
    <EmptyState
      icon={<Package size={18} aria-hidden />}
      title={t("catalogue.empty.title")}
      action={
        <>
          {extension ? (
            <Link to="/m/$slug/settings/extension" params={{ slug }} className={buttonClass({ look: "primary" })}>
              {t("catalogue.empty.pair")}
            </Link>
          ) : null}
          <Link
            to="/m/$slug/imports/new"
            params={{ slug }}
            className={buttonClass({ look: extension ? "plain" : "primary" })}
          >
            {t("catalogue.empty.paste")}
          </Link>
        </>
      }
    >
      {t(extension ? "catalogue.empty.text" : "catalogue.empty.textPlan")}
    </EmptyState>
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
