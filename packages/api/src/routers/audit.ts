import {
  AuditExportView,
  AuditPage,
  AuditPeopleView,
  ExportAuditInput,
  ListAuditInput,
} from "@nexusone/contracts/audit";
import { exportAudit } from "@nexusone/core/audit/export-audit";
import { listAudit, listAuditPeople } from "@nexusone/core/audit/list-audit";
import { merchantProcedure, router } from "../trpc.ts";

/** Who did what to whatever is sensitive. */
export const auditRouter = router({
  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/audit-logs",
        summary: "Sensitive changes, newest first, with who made them",
        permission: "audit:read",
      },
    })
    .input(ListAuditInput)
    .output(AuditPage)
    .query(({ ctx, input }) => listAudit(ctx.service, input)),

  listPeople: merchantProcedure.output(AuditPeopleView).query(({ ctx }) => listAuditPeople(ctx.service)),

  export: merchantProcedure
    .meta({ heavy: true })
    .input(ExportAuditInput)
    .output(AuditExportView)
    .query(({ ctx, input }) => exportAudit(ctx.service, input)),
});
