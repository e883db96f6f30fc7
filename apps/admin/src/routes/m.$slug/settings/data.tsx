import { createFileRoute } from "@tanstack/react-router";
import { DataPage } from "../../../features/settings/data/data-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/data")({
  loader: async ({ context: { queryClient, api, membership } }) => {
    if (!membership.permissions.includes("archive:export")) return;
    await queryClient.ensureQueryData(api.archive.describe.queryOptions());
  },
  component: DataPage,
});
