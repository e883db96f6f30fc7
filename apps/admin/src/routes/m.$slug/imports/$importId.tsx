import type { PreviewId } from "@nexusone/contracts/ids";
import { createFileRoute } from "@tanstack/react-router";
import { ProgressPage } from "../../../features/imports/progress-page.tsx";

export const Route = createFileRoute("/m/$slug/imports/$importId")({
  params: { parse: ({ importId }) => ({ importId: importId as PreviewId }) },
  loader: ({ context: { queryClient, api }, params }) =>
    queryClient.ensureQueryData(api.imports.get.queryOptions({ id: params.importId })),
  component: ProgressPage,
});
