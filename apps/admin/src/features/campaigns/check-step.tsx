import { dateTimeFormat } from "@nexusone/contracts/formats";
import { Button } from "@nexusone/ui/button";
import { Card, Facts, Skeleton } from "@nexusone/ui/layout";
import { useReading } from "@nexusone/ui/locale";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, Lightbulb } from "lucide-react";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { FailedState } from "../../app/states.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { useScheduleText } from "./campaign-words.tsx";
import type { Campaign } from "./campaigns-query.ts";
import { Exclusions } from "./exclusions.tsx";
import { MessagePreview } from "./message-preview.tsx";

type Preflight = Outputs["campaigns"]["preflight"];

/** What would happen: who gets it and who not, when, at what price, and what stands in the way. */
export function CheckStep({ campaign }: { campaign: Campaign }) {
  const { t } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const forbidden = useRefusal("campaigns:manage");
  const check = useQuery(api.campaigns.preflight.queryOptions({ id: campaign.id }));
  const launch = useMutation(
    api.campaigns.launch.mutationOptions({
      onSuccess: (view) => queryClient.setQueryData(api.campaigns.get.queryKey({ id: view.id }), view),
      onSettled: () => queryClient.invalidateQueries(api.campaigns.pathFilter()),
    }),
  );
  if (check.isError) return <FailedState error={check.error} onRetry={() => void check.refetch()} />;
  if (!check.data)
    return (
      <div role="status" aria-label={t("common.loading")} className="flex flex-col gap-4">
        <Skeleton className="h-40 w-full" />
        <Skeleton className="h-40 w-full" />
      </div>
    );
  const seen = check.data;
  const refused = forbidden ?? (seen.obstacles.length > 0 ? t("campaigns.mendFirst") : undefined);
  return (
    <div className="flex flex-col gap-4">
      <Refused error={launch.error} />
      {seen.obstacles.length > 0 ? (
        <Card title={t("campaigns.inTheWay")}>
          <ul className="flex flex-col gap-2">
            {seen.obstacles.map(({ reason, details }) => (
              <li key={reason}>
                <KnownReason code={reason} details={details} />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <div className="grid gap-4 lg:grid-cols-2">
        <Card
          title={t("campaigns.getIt", { count: seen.allowed })}
          hint={t("campaigns.ofFound", { count: seen.found })}
        >
          <CostFacts campaign={campaign} seen={seen} />
        </Card>
        <Card title={t("campaigns.leftOut")}>
          <Exclusions excluded={seen.excluded} />
        </Card>
        <Card title={t("campaigns.lint")}>
          <Findings seen={seen} />
          {seen.lacksOptOut ? (
            <p className="mt-2 flex items-start gap-2 text-sm text-soft">
              <Lightbulb size={16} className="mt-0.5 shrink-0 text-muted" aria-hidden />
              {t("campaigns.lacksOptOut")}
            </p>
          ) : null}
        </Card>
        {seen.sample ? (
          <Card title={t("campaigns.preview")} hint={t("campaigns.previewFor", { name: seen.sample.name })}>
            <MessagePreview text={seen.sample.text} language={null} values={{}} />
          </Card>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center justify-end gap-3">
        <p className="text-sm text-muted">{t("campaigns.launchHint")}</p>
        <Button
          look="primary"
          busy={launch.isPending}
          refused={refused}
          onClick={() => launch.mutate({ id: campaign.id })}
        >
          {t("campaigns.launch", { count: seen.allowed })}
        </Button>
      </div>
    </div>
  );
}

function CostFacts({ campaign, seen }: { campaign: Campaign; seen: Preflight }) {
  const { t, locale } = useI18n();
  const { timeZone } = useReading();
  const scheduleText = useScheduleText();
  const countries = new Intl.DisplayNames(locale, { type: "region" });
  const at = (instant: string | null): string =>
    instant === null
      ? "–"
      : dateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(instant));
  const { limit, cost, category, firstAt, lastAt } = seen;
  return (
    <Facts
      rows={[
        [t("campaigns.schedule"), scheduleText(campaign.schedule)],
        [
          t("campaigns.firstLast"),
          firstAt === lastAt ? at(firstAt) : t("campaigns.fromTo", { from: at(firstAt), to: at(lastAt) }),
        ],
        [
          t("campaigns.cost"),
          <ul key="cost">
            {cost.map(({ priceClass, country, messages }) => (
              <li key={`${priceClass} ${country}`} className="tabular-nums">
                {t(`campaigns.price.${priceClass}`, {
                  count: messages,
                  country: country === null ? t("campaigns.somewhere") : (countries.of(country) ?? country),
                })}
              </li>
            ))}
            {category ? <li className="text-xs text-muted">{t(`campaigns.category.${category}`)}</li> : null}
          </ul>,
        ],
        [
          t("campaigns.limit"),
          limit === null
            ? t("campaigns.noLimit")
            : `${t("campaigns.limitLeft", { left: limit.left, perDay: limit.perDay })} ${limit.days > 1 ? t("campaigns.takesDays", { count: limit.days }) : ""}`,
        ],
      ]}
    />
  );
}

function Findings({ seen: { findings, category } }: { seen: Preflight }) {
  const { t } = useI18n();
  if (findings.length === 0)
    return (
      <p className="flex items-start gap-2 text-sm text-ink">
        <CircleCheck size={16} className="mt-0.5 shrink-0 text-good" aria-hidden />
        {t(category === null ? "campaigns.noLint" : "campaigns.lintPasses")}
      </p>
    );
  return (
    <ul className="flex flex-col gap-2 text-sm">
      {findings.map(({ code, part, sentence, remedy }) => (
        <li key={`${code} ${part}`} className="flex items-start gap-2">
          <CircleAlert size={16} className="mt-0.5 shrink-0 text-wait" aria-hidden />
          <span className="min-w-0">
            <span className="text-ink">{sentence}</span> <span className="text-soft">{remedy}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
