import { createFileRoute } from "@tanstack/react-router";
import { AnalyticsPage } from "../../../features/analytics/analytics-page.tsx";
import { parseAnalyticsSearch } from "../../../features/analytics/analytics-search.ts";

export const Route = createFileRoute("/m/$slug/analytics/")({
  validateSearch: parseAnalyticsSearch,
  loader: ({ context: { queryClient, api } }) => {
    // Not awaited: each card draws its own skeleton.
    void queryClient.prefetchQuery(api.analytics.getSettings.queryOptions());
  },
  component: AnalyticsPage,
});
