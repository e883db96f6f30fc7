import { Card } from "@nexusone/ui/layout";
import { cx } from "@nexusone/ui/cx";
import { useI18n } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { fileSize } from "./file-size.ts";

/** What all files take, beside what the plan holds. */
export function RoomCard({ usage }: { usage: Outputs["media"]["usage"] }) {
  const { t, locale } = useI18n();
  const { files, bytes, unusedBytes, limitBytes } = usage;
  const size = fileSize(bytes, locale);
  const share = limitBytes === null ? 0 : Math.min(1, bytes / limitBytes);
  return (
    <Card title={t("media.room")}>
      <div className="flex flex-col gap-2 text-sm">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-ink">
          <span>
            {limitBytes === null
              ? t("media.unlimited", { size })
              : t("media.limited", { size, limit: fileSize(limitBytes, locale) })}
          </span>
          <span className="tabular-nums text-muted">
            {t("media.files", { count: new Intl.NumberFormat(locale).format(files) })}
          </span>
        </p>
        {limitBytes === null ? null : (
          <div
            role="meter"
            aria-label={t("media.room")}
            aria-valuenow={bytes}
            aria-valuemin={0}
            aria-valuemax={limitBytes}
            className="h-1.5 overflow-hidden rounded-full bg-line"
          >
            <div
              className={cx("h-full rounded-full", share >= 1 ? "bg-bad" : share >= 0.8 ? "bg-wait" : "bg-part-profit")}
              style={{ width: `${share * 100}%` }}
            />
          </div>
        )}
        {usage.chatFiles > 0 ? (
          <p className="text-xs text-muted">
            {t("media.chatSize", { size: fileSize(usage.chatBytes, locale), count: usage.chatFiles })}
          </p>
        ) : null}
        {unusedBytes > 0 ? (
          <p className="text-xs text-muted">{t("media.unusedSize", { size: fileSize(unusedBytes, locale) })}</p>
        ) : null}
      </div>
    </Card>
  );
}
