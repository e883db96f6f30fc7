import { CAMPAIGN_STATES } from "@nexusone/contracts/campaign-terms";
import { buttonClass } from "@nexusone/ui/button";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Megaphone, Plus } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { ListStates } from "../inventory/list-states.tsx";
import { CampaignRow } from "./campaign-row.tsx";
import { campaignsQuery } from "./campaigns-query.ts";

const route = getRouteApi("/m/$slug/campaigns/");

/** One message to many people: drafts, what is on its way, and what came of the others. */
export function CampaignsPage() {
  const t = useT();
  const { api, slug, can } = useShop();
  const search = route.useSearch();
  const list = useInfiniteQuery(campaignsQuery(api, search));
  const campaigns = list.data?.pages.flatMap((page) => page.items) ?? [];
  const begin = can("campaigns:manage") ? (
    <Link to="/m/$slug/campaigns/new" params={{ slug }} className={buttonClass({ look: "primary" })}>
      <Plus size={15} aria-hidden />
      {t("campaigns.new")}
    </Link>
  ) : undefined;
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("nav.campaigns")} · NexusOne`}</title>
      <PageHeader title={t("nav.campaigns")} action={begin} />
      <Card flush>
        <nav aria-label={t("campaigns.filter")} className="flex flex-wrap gap-2 border-b border-line px-4 py-2">
          {[undefined, ...CAMPAIGN_STATES].map((state) => (
            <Link
              key={state ?? "all"}
              to="/m/$slug/campaigns"
              params={{ slug }}
              search={state ? { state } : {}}
              replace
              resetScroll={false}
              aria-current={search.state === state ? "true" : undefined}
              className={chipClass(search.state === state)}
            >
              {t(state ? `campaigns.state.${state}` : "campaigns.all")}
            </Link>
          ))}
        </nav>
        <ListStates
          list={list}
          count={campaigns.length}
          empty={{
            icon: <Megaphone size={18} aria-hidden />,
            title: t(search.state ? "campaigns.nothingFound" : "campaigns.empty"),
            text: t(search.state ? "campaigns.nothingFoundText" : "campaigns.emptyText"),
            action: search.state ? undefined : begin,
          }}
        >
          <ul aria-label={t("nav.campaigns")}>
            {campaigns.map((campaign) => (
              <CampaignRow key={campaign.id} campaign={campaign} />
            ))}
          </ul>
        </ListStates>
      </Card>
    </div>
  );
}
