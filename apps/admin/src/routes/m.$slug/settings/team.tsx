import { createFileRoute } from "@tanstack/react-router";
import { TeamPage } from "../../../features/settings/team/team-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/team")({
  loader: ({ context: { queryClient, api } }) => queryClient.ensureQueryData(api.team.list.queryOptions()),
  component: TeamPage,
});
