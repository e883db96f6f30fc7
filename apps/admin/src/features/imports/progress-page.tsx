import { Button, buttonClass } from "@nexusone/ui/button";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronRight, Undo2 } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { ImportRows } from "./import-rows.tsx";
import { UndoBatchDialog } from "./undo-batch-dialog.tsx";

const route = getRouteApi("/m/$slug/imports/$importId");
const POLL_MS = 2_000;

/** One import as it runs. Events move it; a slow poll is the net below. */
export function ProgressPage() {
  const t = useT();
  const { api, slug } = useShop();
  const { importId } = route.useParams();
  const refused = useRefusal("catalog:import");
  const [undoing, setUndoing] = useState(false);
  const { data } = useSuspenseQuery(
    api.imports.get.queryOptions(
      { id: importId },
      { refetchInterval: ({ state }) => (state.data?.state === "running" ? POLL_MS : false) },
    ),
  );
  const { counts, rows } = data;
  const done = rows.length - counts.queued;
  const running = data.state === "running";
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("imports.progress.title")} · NexusOne`}</title>
      <PageHeader
        crumbs={
          <nav aria-label={t("nav.crumbs")} className="flex items-center gap-1">
            <Link to="/m/$slug/imports" params={{ slug }} className="hover:text-ink hover:underline">
              {t("imports.title")}
            </Link>
            <ChevronRight size={12} aria-hidden />
            <span aria-current="page">{t("imports.progress.title")}</span>
          </nav>
        }
        stack
        title={
          running
            ? t("imports.progress.running", { done, total: rows.length })
            : t("imports.progress.done", { count: counts.imported })
        }
        action={
          <>
            {counts.imported + counts.queued > 1 ? (
              <Button refused={refused} icon={<Undo2 size={15} aria-hidden />} onClick={() => setUndoing(true)}>
                {t("imports.undoBatch.open")}
              </Button>
            ) : null}
            <Link to="/m/$slug/imports/new" params={{ slug }} className={buttonClass()}>
              {t("imports.progress.more")}
            </Link>
            <Link to="/m/$slug/catalogue" params={{ slug }} className={buttonClass({ look: "primary" })}>
              {t("imports.progress.catalogue")}
            </Link>
          </>
        }
      />
      <div role="status" className="flex flex-col gap-2">
        <progress
          className="h-1.5 w-full overflow-hidden rounded-full bg-line [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-part-profit"
          max={rows.length}
          value={done}
          aria-label={t("imports.progress.running", { done, total: rows.length })}
        />
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          {running ? <span>{t("imports.progress.done", { count: counts.imported })}</span> : null}
          {counts.failed > 0 ? (
            <span className="text-bad">{t("imports.progress.failed", { count: counts.failed })}</span>
          ) : null}
          <span>{t("imports.progress.credits", { count: data.creditsCharged })}</span>
          {running ? <span>{t("imports.progress.leave")}</span> : null}
        </p>
      </div>
      {undoing ? (
        <UndoBatchDialog id={importId} count={counts.imported + counts.queued} onClose={() => setUndoing(false)} />
      ) : null}
      <Card flush>
        <ImportRows rows={rows} label={t("imports.progress.title")} />
      </Card>
    </div>
  );
}
