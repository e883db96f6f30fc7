import { createFileRoute } from "@tanstack/react-router";
import { PlanPage } from "../../../features/settings/plan/plan-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/plan")({
  loader: ({ context: { queryClient, api } }) => queryClient.ensureQueryData(api.billing.getPlan.queryOptions()),
  component: PlanPage,
});
