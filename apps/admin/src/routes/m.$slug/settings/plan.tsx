import { createFileRoute } from "@tanstack/react-router";
import { PlanPage } from "../../../features/settings/plan/plan-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/plan")({
  loader: async ({ context: { queryClient, api, membership } }) => {
    if (!membership.permissions.includes("billing:read")) return;
    await queryClient.ensureQueryData(api.billing.getPlan.queryOptions());
  },
  component: PlanPage,
});
