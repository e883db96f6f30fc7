import { buttonClass } from "@nexusone/ui/button";
import { EmptyState, PageHeader } from "@nexusone/ui/layout";
import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { useEffect } from "react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { Crumbs } from "../../app/crumbs.tsx";
import { RefsForm } from "./refs-form.tsx";
import { useStartPreview } from "./use-start-preview.ts";

/** Name the products, in whatever form they are at hand; what would become of them is the next page. */
export function NewImportPage() {
  const t = useT();
  const { slug } = useShop();
  const refused = useRefusal("catalog:import");
  const { start, again, isPending, error } = useStartPreview();
  // A page that was closed or reloaded before the answer came asks the same again.
  useEffect(() => void again(), [again]);
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("imports.newTitle")} · NexusOne`}</title>
      <PageHeader crumbs={<Crumbs list="imports" here={t("imports.newTitle")} />} title={t("imports.newTitle")} />
      {refused === undefined ? (
        <RefsForm busy={isPending} error={error} onAgain={again} onSubmit={start} />
      ) : (
        <EmptyState
          icon={<Lock size={18} aria-hidden />}
          title={refused}
          action={
            <Link to="/m/$slug/imports" params={{ slug }} className={buttonClass()}>
              {t("imports.title")}
            </Link>
          }
        />
      )}
    </div>
  );
}
