import { createFileRoute } from "@tanstack/react-router";
import { MediaPage } from "../../../features/settings/media/media-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/media")({
  validateSearch: (search): { unused?: true } => (search["unused"] === true ? { unused: true } : {}),
  loader: ({ context: { queryClient, api } }) => queryClient.ensureQueryData(api.media.usage.queryOptions()),
  component: MediaPage,
});
