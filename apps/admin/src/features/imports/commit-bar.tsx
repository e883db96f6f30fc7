import { Button } from "@nexusone/ui/button";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import type { Preview } from "./triage-results.ts";
import type { PreviewVerbs } from "./use-preview.ts";

/** What it costs and what is left after, until when it holds, and the button that repeats the verb and the number. */
export function CommitBar({ preview, verbs }: { preview: Preview; verbs: PreviewVerbs }) {
  const { t, locale } = useI18n();
  const mayNot = useRefusal("catalog:import");
  const count = preview.rows.filter(({ status }) => status === "ok").length;
  const { credits, cjPoints } = preview.cost;
  const expired = preview.state === "ready" && Date.parse(preview.expiresAt) <= Date.now();
  const until = new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(new Date(preview.expiresAt));
  const refused =
    mayNot ??
    (preview.state === "reading"
      ? t("imports.triage.stillReading")
      : count === 0
        ? t("imports.sheet.nothing")
        : undefined);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-canvas px-4 py-3 sm:px-6">
      <dl className="flex min-w-0 flex-1 basis-64 flex-wrap gap-x-5 gap-y-1 text-sm">
        <Figure
          name={t("imports.sheet.credits")}
          value={credits}
          hint={t("imports.sheet.creditsLeft", { count: preview.creditsAvailable - credits })}
        />
        <Figure name={t("imports.sheet.points")} value={cjPoints} />
        {preview.state === "ready" ? (
          <div className="basis-full text-xs text-muted sm:basis-auto sm:self-center">
            <dt className="sr-only">{t("imports.triage.validity")}</dt>
            <dd className={expired ? "text-wait" : undefined}>
              {expired ? t("imports.triage.expired") : t("imports.sheet.until", { time: until })}
            </dd>
          </div>
        ) : null}
      </dl>
      {expired ? (
        <Button className="max-sm:w-full" look="primary" refused={mayNot} busy={verbs.asking} onClick={verbs.again}>
          {t("imports.triage.again")}
        </Button>
      ) : (
        <Button
          className="max-sm:w-full"
          look="primary"
          busy={verbs.committing}
          refused={refused}
          onClick={verbs.commit}
        >
          {t("imports.sheet.commit", { count })}
        </Button>
      )}
    </div>
  );
}

function Figure({ name, value, hint }: { name: string; value: number; hint?: string }) {
  const { locale } = useI18n();
  return (
    <div className="flex items-baseline gap-1.5 whitespace-nowrap">
      <dt className="text-muted">{name}</dt>
      <dd className="font-semibold tabular-nums text-ink">{new Intl.NumberFormat(locale).format(value)}</dd>
      {hint ? <dd className="text-xs text-muted">{hint}</dd> : null}
    </div>
  );
}
