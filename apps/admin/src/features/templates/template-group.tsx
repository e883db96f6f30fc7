import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Link } from "@tanstack/react-router";
import { CalendarClock, CircleDot } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { QualityBadge, StatusBadge, useCategoryName, useLanguageName } from "./template-words.tsx";

export type TemplateLine = Outputs["templates"]["list"]["items"][number];

/** One name, and a line for each language of it. */
export function TemplateGroup({ lines }: { lines: readonly TemplateLine[] }) {
  const t = useT();
  const categoryName = useCategoryName();
  const [first] = lines;
  if (!first) return null;
  return (
    <li className="border-b border-line last:border-b-0">
      <h2 className="flex flex-wrap items-center gap-2 px-4 pb-1 pt-3">
        <bdi className="min-w-0 font-mono text-sm font-medium text-ink [overflow-wrap:anywhere]">{first.name}</bdi>
        <Badge>{t(`templates.type.${first.type}`)}</Badge>
        <Badge tone={first.category === "MARKETING" ? "info" : "neutral"}>{categoryName(first.category)}</Badge>
      </h2>
      <ul aria-label={first.name}>
        {lines.map((line) => (
          <LanguageLine key={line.id} line={line} />
        ))}
      </ul>
    </li>
  );
}

function LanguageLine({ line }: { line: TemplateLine }) {
  const t = useT();
  const { slug } = useShop();
  const languageName = useLanguageName();
  const categoryName = useCategoryName();
  const { id, language, status, quality, body, unsubmitted, nextCategory, updatedAt } = line;
  return (
    <li>
      <Link
        to="/m/$slug/templates/$templateId"
        params={{ slug, templateId: id }}
        className="grid min-h-10 grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1 px-4 py-1.5 hover:bg-hover md:grid-cols-[9rem_minmax(0,1fr)_auto_6rem]"
      >
        <span className="truncate text-ink">{languageName(language)}</span>
        <span
          dir="auto"
          className="min-w-0 truncate text-soft max-md:col-span-2 max-md:row-start-2 max-md:text-xs"
          lang={language.slice(0, 2)}
        >
          {body}
        </span>
        <span className="flex flex-wrap items-center justify-end gap-1.5">
          {unsubmitted && status !== "DRAFT" ? (
            <Badge icon={<CircleDot size={12} aria-hidden />}>{t("templates.unsubmitted")}</Badge>
          ) : null}
          {nextCategory ? (
            <Badge tone="wait" icon={<CalendarClock size={12} aria-hidden />}>
              {t("templates.becomes", { category: categoryName(nextCategory) })}
            </Badge>
          ) : null}
          <QualityBadge quality={quality} />
          <StatusBadge status={status} />
        </span>
        <span className="text-end text-xs text-muted max-md:hidden">
          <RelativeTime at={updatedAt} />
        </span>
      </Link>
    </li>
  );
}
