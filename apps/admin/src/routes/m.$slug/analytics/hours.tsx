import { createFileRoute } from "@tanstack/react-router";
import { parseHoursSearch } from "../../../features/analytics/analytics-search.ts";
import { HoursPage } from "../../../features/analytics/hours-page.tsx";

export const Route = createFileRoute("/m/$slug/analytics/hours")({
  validateSearch: parseHoursSearch,
  component: HoursPage,
});
