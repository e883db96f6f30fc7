import { createFileRoute } from "@tanstack/react-router";
import { AuditPage } from "../../../features/settings/audit/audit-page.tsx";
import { auditQuery, parseAuditSearch } from "../../../features/settings/audit/audit-search.ts";

export const Route = createFileRoute("/m/$slug/settings/audit")({
  validateSearch: parseAuditSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient, api, membership }, deps }) => {
    if (!membership.permissions.includes("audit:read")) return;
    // Not awaited: the card draws its own skeleton.
    void queryClient.prefetchInfiniteQuery(auditQuery(api, deps));
  },
  component: AuditPage,
});
