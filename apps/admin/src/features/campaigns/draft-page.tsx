import { Button } from "@nexusone/ui/button";
import { PageHeader } from "@nexusone/ui/layout";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../app/confirm.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { Crumbs } from "../../app/crumbs.tsx";
import { CampaignBadge } from "./campaign-words.tsx";
import { CAMPAIGN_STEPS, type Campaign, type CampaignStep } from "./campaigns-query.ts";
import { CheckStep } from "./check-step.tsx";
import { Steps } from "./steps.tsx";
import { WhatStep } from "./what-step.tsx";
import { WhenStep } from "./when-step.tsx";
import { WhoStep } from "./who-step.tsx";

/** A campaign that is being made: each step is kept as one goes on. */
export function DraftPage({ campaign, step }: { campaign: Campaign; step: CampaignStep }) {
  const t = useT();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const refused = useRefusal("campaigns:manage");
  const [deleting, setDeleting] = useState(false);
  const { data: options } = useSuspenseQuery(api.campaigns.options.queryOptions());
  const { id } = campaign;
  const edit = useMutation(
    api.campaigns.edit.mutationOptions({
      onSuccess: async (view) => {
        queryClient.setQueryData(api.campaigns.get.queryKey({ id }), view);
        const next = CAMPAIGN_STEPS[CAMPAIGN_STEPS.indexOf(step) + 1] ?? "check";
        await navigate({
          to: "/m/$slug/campaigns/$campaignId",
          params: { slug, campaignId: id },
          search: { step: next },
        });
      },
      onSettled: () => queryClient.invalidateQueries(api.campaigns.pathFilter()),
    }),
  );
  const remove = useMutation(
    api.campaigns.delete.mutationOptions({
      onSuccess: async () => {
        await navigate({ to: "/m/$slug/campaigns", params: { slug } });
        await queryClient.invalidateQueries(api.campaigns.list.pathFilter());
      },
    }),
  );
  const shared = { options, campaign, busy: edit.isPending, error: edit.error };
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${campaign.name} · NexusOne`}</title>
      <PageHeader
        crumbs={<Crumbs list="campaigns" here={campaign.name} />}
        title={<bdi className="[overflow-wrap:anywhere]">{campaign.name}</bdi>}
        badges={<CampaignBadge state={campaign.state} />}
        action={
          <Button
            look="quiet"
            icon={<Trash2 size={15} aria-hidden />}
            refused={refused}
            onClick={() => setDeleting(true)}
          >
            {t("campaigns.delete")}
          </Button>
        }
      />
      <Steps at={step} id={id} />
      {step === "what" ? <WhatStep {...shared} onNext={(what) => edit.mutate({ id, ...what })} /> : null}
      {step === "who" ? <WhoStep {...shared} onNext={(audience) => edit.mutate({ id, audience })} /> : null}
      {step === "when" ? <WhenStep {...shared} onNext={(schedule) => edit.mutate({ id, schedule })} /> : null}
      {step === "check" ? <CheckStep campaign={campaign} /> : null}
      {deleting ? (
        <Confirm
          title={t("campaigns.deleteTitle")}
          action={t("campaigns.delete")}
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setDeleting(false)}
          onConfirm={() => remove.mutate({ id })}
        >
          {t("campaigns.deleteText")}
        </Confirm>
      ) : null}
    </div>
  );
}
