import { PageHeader } from "@nexusone/ui/layout";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { Crumbs } from "../../app/crumbs.tsx";
import { Steps } from "./steps.tsx";
import { WhatStep } from "./what-step.tsx";

/** The first step makes the draft; the others change it. */
export function NewCampaignPage() {
  const t = useT();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { data: options } = useSuspenseQuery(api.campaigns.options.queryOptions());
  const create = useMutation(
    api.campaigns.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries(api.campaigns.pathFilter());
        await navigate({
          to: "/m/$slug/campaigns/$campaignId",
          params: { slug, campaignId: id },
          search: { step: "who" },
          replace: true,
        });
      },
    }),
  );
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("campaigns.new")} · NexusOne`}</title>
      <PageHeader crumbs={<Crumbs list="campaigns" here={t("campaigns.new")} />} title={t("campaigns.new")} />
      <Steps at="what" />
      <WhatStep
        options={options}
        busy={create.isPending}
        error={create.error}
        onNext={(content) => create.mutate(content)}
      />
    </div>
  );
}
