import type { TemplateId } from "@nexusone/contracts/templates";
import { createFileRoute } from "@tanstack/react-router";
import { TemplatePage } from "../../../features/templates/template-page.tsx";

export const Route = createFileRoute("/m/$slug/templates/$templateId")({
  // The address holds a text; the server refuses what is no id of this shop.
  params: { parse: ({ templateId }) => ({ templateId: templateId as TemplateId }) },
  loader: async ({ context: { queryClient, api }, params }) => {
    void queryClient.prefetchQuery(api.templates.options.queryOptions());
    await queryClient.ensureQueryData(api.templates.get.queryOptions({ id: params.templateId }));
  },
  component: TemplatePage,
});
