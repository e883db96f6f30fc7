import { campaignCan, RECIPIENT_STATUSES, type RecipientStatus } from "@nexusone/contracts/campaign-terms";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Card, Facts, PageHeader } from "@nexusone/ui/layout";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play, Square } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../app/confirm.tsx";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { Crumbs } from "../../app/crumbs.tsx";
import { CampaignBadge, useScheduleText } from "./campaign-words.tsx";
import type { Campaign } from "./campaigns-query.ts";
import { RecallBar } from "./recall-bar.tsx";
import { RecipientsCard } from "./recipients-card.tsx";
import { ReportCard } from "./report-card.tsx";

type Props = { campaign: Campaign; status: RecipientStatus | undefined };

/** What comes of it, live: who got it, who not and why, and how to hold it. */
export function SentPage({ campaign, status }: Props) {
  const t = useT();
  const scheduleText = useScheduleText();
  const { id, name, state, reason, waits, schedule, launchedAt, finishedAt } = campaign;
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${name} · NexusOne`}</title>
      <PageHeader
        stack
        crumbs={<Crumbs list="campaigns" here={name} />}
        title={<bdi className="[overflow-wrap:anywhere]">{name}</bdi>}
        badges={<CampaignBadge state={state} />}
        action={<Steering campaign={campaign} />}
      />
      {state === "launched" ? <RecallBar campaign={campaign} /> : null}
      {reason ? (
        <Card title={t("campaigns.stoppedWhy")}>
          <KnownReason code={reason} />
        </Card>
      ) : null}
      {state === "running" && waits ? (
        <Card title={t("campaigns.waitsWhy")}>
          <KnownReason code={waits.reason} />
          {waits.until ? (
            <p className="mt-1 text-sm text-muted">
              {t("campaigns.goesOn")} <RelativeTime at={waits.until} />
            </p>
          ) : null}
        </Card>
      ) : null}
      <div className="grid gap-4 lg:grid-cols-[1fr_18rem] lg:items-start">
        <ReportCard campaign={campaign} status={status} />
        <Card title={t("campaigns.about")}>
          <Facts
            rows={[
              [t("campaigns.kind"), t(`campaigns.type.${campaign.type}`)],
              [t("campaigns.number"), campaign.channelLabel],
              [t("campaigns.content"), campaign.templateName ?? t("campaigns.plainText")],
              [t("campaigns.schedule"), scheduleText(schedule)],
              [t("campaigns.launchedAt"), launchedAt ? <RelativeTime key="at" at={launchedAt} /> : "–"],
              [t("campaigns.finishedAt"), finishedAt ? <RelativeTime key="end" at={finishedAt} /> : "–"],
              [t("campaigns.by"), campaign.createdByName],
            ]}
          />
        </Card>
      </div>
      <RecipientsCard id={id} status={RECIPIENT_STATUSES.find((one) => one === status)} />
    </div>
  );
}

function Steering({ campaign }: { campaign: Campaign }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("campaigns:manage");
  const [ending, setEnding] = useState(false);
  const { id } = campaign;
  const after = {
    onSuccess: (view: Campaign) => void queryClient.setQueryData(api.campaigns.get.queryKey({ id }), view),
    onSettled: () => queryClient.invalidateQueries(api.campaigns.pathFilter()),
  };
  const pause = useMutation(api.campaigns.pause.mutationOptions(after));
  const resume = useMutation(api.campaigns.resume.mutationOptions(after));
  const end = useMutation(
    api.campaigns.end.mutationOptions({
      ...after,
      onSuccess: (view) => {
        after.onSuccess(view);
        setEnding(false);
      },
    }),
  );
  return (
    <>
      <Refused error={pause.error ?? resume.error} />
      {campaignCan.end(campaign) ? (
        <Button look="quiet" icon={<Square size={15} aria-hidden />} refused={refused} onClick={() => setEnding(true)}>
          {t("campaigns.end")}
        </Button>
      ) : null}
      {campaignCan.pause(campaign) ? (
        <Button
          icon={<Pause size={15} aria-hidden />}
          refused={refused}
          busy={pause.isPending}
          onClick={() => pause.mutate({ id })}
        >
          {t("campaigns.pause")}
        </Button>
      ) : null}
      {campaignCan.resume(campaign) ? (
        <Button
          look="primary"
          icon={<Play size={15} aria-hidden />}
          refused={refused}
          busy={resume.isPending}
          onClick={() => resume.mutate({ id })}
        >
          {t("campaigns.resume")}
        </Button>
      ) : null}
      {ending ? (
        <Confirm
          title={t("campaigns.endTitle")}
          action={t("campaigns.end")}
          busy={end.isPending}
          error={end.error}
          onClose={() => setEnding(false)}
          onConfirm={() => end.mutate({ id })}
        >
          {t("campaigns.endText")}
        </Confirm>
      ) : null}
    </>
  );
}
