import type { PreviewRowId } from "@nexusone/contracts/ids";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { KnownReason } from "../../app/known-reason.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { PreviewRows } from "./preview-rows.tsx";

export type Preview = Outputs["imports"]["preview"];
type Props = {
  preview: Preview;
  committing: boolean;
  error: unknown;
  onBack: () => void;
  onAgain: () => void;
  onCommit: (leftOut: readonly PreviewRowId[]) => void;
};

/** What will change, what it costs, what is left out and why, and one button that repeats the verb and the number. */
export function PreviewSheet({ preview, committing, error, onBack, onAgain, onCommit }: Props) {
  const { t, locale } = useI18n();
  const [leftOut, setLeftOut] = useState<ReadonlySet<PreviewRowId>>(new Set());
  const planned = preview.rows.filter(({ status }) => status === "ok");
  const excluded = preview.rows.filter(({ status }) => status === "excluded");
  const chosen = planned.filter(({ id }) => !leftOut.has(id));
  const perRow = planned.length === 0 ? 0 : preview.cost.credits / planned.length;
  const credits = Math.round(perRow * chosen.length);
  const number = new Intl.NumberFormat(locale);
  const toggle = (id: PreviewRowId): void => {
    const next = new Set(leftOut);
    if (!next.delete(id)) next.add(id);
    setLeftOut(next);
  };
  return (
    <div className="flex flex-col gap-4">
      <Card title={t("imports.sheet.title")}>
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <Figure name={t("imports.sheet.products")} value={number.format(chosen.length)} />
          <Figure
            name={t("imports.sheet.credits")}
            value={number.format(credits)}
            hint={t("imports.sheet.creditsLeft", { count: preview.creditsAvailable - credits })}
          />
          <Figure
            name={t("imports.sheet.points")}
            value={number.format(preview.cost.cjPoints)}
            hint={t("imports.sheet.pointsHint")}
          />
          <Figure name={t("imports.sheet.excluded")} value={number.format(excluded.length + leftOut.size)} />
        </dl>
      </Card>
      {planned.length > 0 ? <PreviewRows preview={preview} rows={planned} leftOut={leftOut} onToggle={toggle} /> : null}
      {excluded.length > 0 ? (
        <Card flush title={t("imports.sheet.leftOut", { count: excluded.length })}>
          <ul>
            {excluded.map((row) => (
              <li key={row.id} className="flex flex-col gap-1 border-b border-line px-4 py-2.5 last:border-b-0">
                <span className="truncate text-xs text-muted" title={row.ref}>
                  {row.name ?? row.ref}
                </span>
                {row.reason ? <KnownReason code={row.reason} details={row.reasonDetails} onRetry={onAgain} /> : null}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <Refused error={error} onRetry={onAgain} />
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-end gap-3 border-t border-line bg-canvas px-4 py-3 sm:-mx-6 sm:px-6">
        <span className="min-w-0 flex-1 basis-48 text-xs text-muted">
          {t("imports.sheet.until", {
            time: new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(new Date(preview.expiresAt)),
          })}
        </span>
        <Button onClick={onBack}>{t("imports.sheet.back")}</Button>
        <Button
          look="primary"
          busy={committing}
          refused={chosen.length === 0 ? t("imports.sheet.nothing") : undefined}
          onClick={() => onCommit([...leftOut])}
        >
          {t("imports.sheet.commit", { count: chosen.length })}
        </Button>
      </div>
    </div>
  );
}

function Figure({ name, value, hint }: { name: string; value: string; hint?: string }) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="text-xl font-semibold tabular-nums text-ink">{value}</dd>
      {hint ? <dd className="text-xs text-muted">{hint}</dd> : null}
    </div>
  );
}
