import { RelativeTime } from "@nexusone/ui/amounts";
import { Link } from "@tanstack/react-router";
import { KnownReason } from "../../app/known-reason.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { CampaignBadge, useScheduleText } from "./campaign-words.tsx";
import type { CampaignLine } from "./campaigns-query.ts";

/** What it is, how it stands, and how far it is. */
export function CampaignRow({ campaign }: { campaign: CampaignLine }) {
  const t = useT();
  const { slug } = useShop();
  const scheduleText = useScheduleText();
  const { id, name, state, type, counts, templateName, channelLabel, launchedAt, createdAt, reason, waits } = campaign;
  const handed = counts.total === 0 ? 0 : Math.round((100 * (counts.total - counts.pending)) / counts.total);
  const why = reason ?? (state === "running" ? waits?.reason : undefined);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-3 text-sm last:border-b-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/m/$slug/campaigns/$campaignId"
            params={{ slug, campaignId: id }}
            className="touch-target inline-flex min-w-0 items-center font-medium text-ink hover:underline [overflow-wrap:anywhere]"
          >
            {name}
          </Link>
          <CampaignBadge state={state} />
        </p>
        <p className="text-soft">
          {[t(`campaigns.type.${type}`), templateName ?? t("campaigns.plainText"), channelLabel].join(" · ")}
        </p>
        <p className="text-xs text-muted">
          {scheduleText(campaign.schedule)} · <RelativeTime at={launchedAt ?? createdAt} />
        </p>
        {why ? (
          <div className="mt-1">
            <KnownReason code={why} />
          </div>
        ) : null}
      </div>
      {counts.total > 0 ? (
        <div className="flex w-full flex-col gap-1 sm:w-48">
          <p className="text-end tabular-nums text-ink">
            {t("campaigns.people", { count: counts.queued + counts.pending })}
          </p>
          <div
            role="progressbar"
            aria-label={t("campaigns.progress")}
            aria-valuenow={handed}
            aria-valuemin={0}
            aria-valuemax={100}
            className="h-1.5 overflow-hidden rounded-full bg-line"
          >
            <div className="h-full rounded-full bg-accent" style={{ width: `${handed}%` }} />
          </div>
          <p className="text-end text-xs text-muted">{t("campaigns.leftOutCount", { count: counts.skipped })}</p>
        </div>
      ) : null}
    </li>
  );
}
