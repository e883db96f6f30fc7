import type { PreviewId } from "@nexusone/contracts/ids";
import { createFileRoute } from "@tanstack/react-router";
import { ImportPage } from "../../../features/imports/import-page.tsx";
import { RESULTS, type Result } from "../../../features/imports/triage-results.ts";

export const Route = createFileRoute("/m/$slug/imports/$importId")({
  params: { parse: ({ importId }) => ({ importId: importId as PreviewId }) },
  validateSearch: (search: Record<string, unknown>): { result?: Result } => {
    const result = RESULTS.find((one) => one === search["result"]);
    return result ? { result } : {};
  },
  loader: ({ context: { queryClient, api }, params }) =>
    queryClient.ensureQueryData(api.imports.get.queryOptions({ id: params.importId })),
  component: ImportPage,
});
