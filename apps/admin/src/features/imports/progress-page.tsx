import { Button, buttonClass } from "@nexusone/ui/button";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { Link } from "@tanstack/react-router";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { Crumbs } from "../../app/crumbs.tsx";
import { ImportRows } from "./import-rows.tsx";
import { PauseButton } from "./pause-button.tsx";
import { UndoBatchDialog } from "./undo-batch-dialog.tsx";
import { WorkBar } from "./work-bar.tsx";

type View = Outputs["imports"]["get"];

/** An import as it is carried out: what is done, what waits, and the hand on the brake. */
export function ProgressPage({ view }: { view: View }) {
  const t = useT();
  const { slug } = useShop();
  const refused = useRefusal("catalog:import");
  const [undoing, setUndoing] = useState(false);
  const { id, counts, rows, state } = view;
  const total = rows.length;
  const done = total - counts.queued;
  const title = {
    planned: t("imports.progress.title"),
    running: t("imports.progress.running", { done, total }),
    paused: t("imports.progress.paused", { done, total }),
    done: t("imports.progress.done", { count: counts.imported }),
  }[state];
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("imports.progress.title")} · NexusOne`}</title>
      <PageHeader
        crumbs={<Crumbs list="imports" here={t("imports.progress.title")} />}
        stack
        title={title}
        action={
          <>
            {state === "running" || state === "paused" ? <PauseButton id={id} paused={state === "paused"} /> : null}
            {counts.imported + counts.queued > 1 ? (
              <Button refused={refused} icon={<Undo2 size={15} aria-hidden />} onClick={() => setUndoing(true)}>
                {t("imports.undoBatch.open")}
              </Button>
            ) : null}
            <Link to="/m/$slug/imports/new" params={{ slug }} className={buttonClass()}>
              {t("imports.progress.more")}
            </Link>
            {state === "done" ? (
              <Link to="/m/$slug/catalogue" params={{ slug }} className={buttonClass({ look: "primary" })}>
                {t("imports.progress.catalogue")}
              </Link>
            ) : null}
          </>
        }
      />
      <div role="status" className="flex flex-col gap-2">
        <WorkBar {...{ done, total }} paused={state === "paused"} label={title} />
        <Summary view={view} />
      </div>
      {undoing ? (
        <UndoBatchDialog id={id} count={counts.imported + counts.queued} onClose={() => setUndoing(false)} />
      ) : null}
      {total > 0 ? (
        <Card flush>
          <ImportRows rows={rows} label={t("imports.progress.title")} />
        </Card>
      ) : null}
    </div>
  );
}

/** What came of it so far, in one line of figures; why a part is normal, in a second. */
function Summary({ view: { counts, creditsCharged, state } }: { view: View }) {
  const t = useT();
  const unfinished = state === "running" || state === "paused";
  const partly = state === "done" && counts.failed > 0 && counts.imported > 0;
  return (
    <div className="flex flex-col gap-1 text-sm text-muted">
      <p className="flex flex-wrap gap-x-3">
        {unfinished ? <span>{t("imports.progress.done", { count: counts.imported })}</span> : null}
        {unfinished ? <span>{t("imports.progress.waiting", { count: counts.queued })}</span> : null}
        {counts.failed > 0 ? (
          <span className="text-bad">{t("imports.progress.failed", { count: counts.failed })}</span>
        ) : null}
        {counts.undone > 0 ? <span>{t("imports.progress.undone", { count: counts.undone })}</span> : null}
        <span>{t("imports.progress.credits", { count: creditsCharged })}</span>
      </p>
      {state === "running" ? <p>{t("imports.progress.leave")}</p> : null}
      {state === "paused" ? <p>{t("imports.progress.pausedText")}</p> : null}
      {partly ? <p>{t("imports.progress.partly")}</p> : null}
    </div>
  );
}
