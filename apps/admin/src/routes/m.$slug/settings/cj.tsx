import { createFileRoute } from "@tanstack/react-router";
import { CjPage } from "../../../features/settings/cj/cj-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/cj")({
  loader: ({ context: { queryClient, api } }) => queryClient.ensureQueryData(api.cj.getStatus.queryOptions()),
  component: CjPage,
});
