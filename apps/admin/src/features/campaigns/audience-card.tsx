import { Card, Skeleton } from "@nexusone/ui/layout";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { useDelayed } from "../../lib/use-delayed.ts";
import type { Campaign } from "./campaigns-query.ts";
import { Exclusions } from "./exclusions.tsx";

const TYPED_MS = 300;

/** How many the filter finds and how many of them get it, counted anew as one chooses. */
export function AudienceCard({ campaign, audience }: { campaign: Campaign; audience: Campaign["audience"] }) {
  const t = useT();
  const { api } = useShop();
  const { channelId, templateId } = campaign;
  const asked = useDelayed(audience, TYPED_MS);
  const count = useQuery(
    api.campaigns.countAudience.queryOptions(
      { channelId, templateId, audience: asked },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <Card title={t("campaigns.audience")}>
      <div aria-live="polite" aria-busy={count.isFetching}>
        {count.data ? (
          <>
            <p className="text-2xl font-semibold tabular-nums text-ink">
              {t("campaigns.getIt", { count: count.data.allowed })}
            </p>
            <p className="mb-3 text-sm text-muted">{t("campaigns.ofFound", { count: count.data.found })}</p>
            <Exclusions excluded={count.data.excluded} />
          </>
        ) : count.isError ? (
          <FailedState compact error={count.error} onRetry={() => void count.refetch()} />
        ) : (
          <Skeleton className="h-20 w-full" />
        )}
      </div>
    </Card>
  );
}
