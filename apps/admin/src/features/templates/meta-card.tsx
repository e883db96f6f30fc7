import { isReasonCode } from "@nexusone/contracts/reasons";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Card, Facts } from "@nexusone/ui/layout";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { KnownReason } from "../../app/known-reason.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Key } from "../../i18n/translate.ts";
import type { Template } from "./template-page.tsx";
import { StatusBadge, useCategoryName } from "./template-words.tsx";

const REASONS: Partial<Record<string, Key>> = {
  ABUSIVE_CONTENT: "templates.why.abusive",
  INCORRECT_CATEGORY: "templates.why.category",
  CATEGORY_NOT_AVAILABLE: "templates.why.category",
  INVALID_FORMAT: "templates.why.format",
  PROMOTIONAL: "templates.why.promotional",
  SCAM: "templates.why.scam",
  TAG_CONTENT_MISMATCH: "templates.why.mismatch",
};

/** What was asked of Meta and what it made of it; a rejection with what to do. */
export function MetaCard({ template }: { template: Template }) {
  const t = useT();
  const categoryName = useCategoryName();
  const {
    status,
    statusReason,
    advice,
    askedCategory,
    category,
    nextCategory,
    nextCategoryAt,
    submittedAt,
    editsLeft,
  } = template;
  const rows: (readonly [string, ReactNode])[] = [
    [t("templates.status"), <StatusBadge key="status" status={status} />],
  ];
  if (submittedAt) rows.push([t("templates.submittedAt"), <RelativeTime key="at" at={submittedAt} />]);
  if (askedCategory)
    rows.push([
      t("templates.category"),
      askedCategory === category ? (
        categoryName(category)
      ) : (
        <span key="category" className="flex flex-wrap items-center gap-1.5">
          {t("templates.askedAndGot", { asked: categoryName(askedCategory), got: categoryName(category) })}
          {category === "MARKETING" ? <Badge tone="wait">{t("templates.dearer")}</Badge> : null}
        </span>
      ),
    ]);
  if (editsLeft) rows.push([t("templates.editsLeft"), t("templates.editsLeftText", editsLeft)]);
  const words = statusReason === null ? undefined : REASONS[statusReason];
  return (
    <Card title={t("templates.atMeta")}>
      <div className="flex flex-col gap-3">
        <Facts rows={rows} />
        {statusReason !== null && isReasonCode(statusReason) ? <KnownReason code={statusReason} /> : null}
        {statusReason !== null && !isReasonCode(statusReason) ? (
          <p className="flex items-start gap-2 rounded-md border border-line bg-sunken px-3 py-2 text-sm">
            <TriangleAlert size={16} className="mt-0.5 shrink-0 text-bad" aria-hidden />
            <span className="min-w-0 text-ink">{words ? t(words) : statusReason}</span>
          </p>
        ) : null}
        {advice ? (
          <p className="text-sm text-soft">
            {t("templates.advice")} <bdi>{advice}</bdi>
          </p>
        ) : null}
        {nextCategory ? (
          <p className="flex items-start gap-2 text-sm">
            <TriangleAlert size={16} className="mt-0.5 shrink-0 text-wait" aria-hidden />
            <span className="min-w-0 text-ink">
              {t("templates.becomes", { category: categoryName(nextCategory) })}{" "}
              {nextCategoryAt ? <RelativeTime at={nextCategoryAt} /> : null}
            </span>
          </p>
        ) : null}
      </div>
    </Card>
  );
}
