import { createFileRoute } from "@tanstack/react-router";
import { NewTemplatePage } from "../../../features/templates/new-template-page.tsx";

export const Route = createFileRoute("/m/$slug/templates/new")({
  loader: async ({ context: { queryClient, api } }) => {
    await queryClient.ensureQueryData(api.templates.options.queryOptions());
  },
  component: NewTemplatePage,
});
