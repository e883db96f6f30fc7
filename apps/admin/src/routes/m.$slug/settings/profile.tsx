import { createFileRoute } from "@tanstack/react-router";
import { ProfilePage } from "../../../features/settings/profile/profile-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/profile")({
  loader: ({ context: { queryClient, person } }) =>
    queryClient.ensureQueryData(person.identity.listSessions.queryOptions()),
  component: ProfilePage,
});
