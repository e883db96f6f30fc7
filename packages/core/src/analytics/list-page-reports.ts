import { RANGE_STEPS } from "@nexusone/contracts/analytics-terms";
import { ListPageReportsInput, type PageReportView } from "@nexusone/contracts/page-reports";
import { pageReportsSince } from "@nexusone/db/queries/platform-insight";
import type { z } from "zod";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";

/** What browsers of all merchants no longer find on CJ's pages. @throws identity.platform_admin_only */
export async function listPageReports(
  { user, platform: { db, clock } }: UserContext,
  rawInput: z.input<typeof ListPageReportsInput> = {},
): Promise<PageReportView[]> {
  if (!user.isPlatformAdmin) throw new DomainError("identity.platform_admin_only");
  const { unit, steps } = RANGE_STEPS[ListPageReportsInput.parse(rawInput).range];
  return pageReportsSince(db, addMs(clock.now(), -steps * (unit === "day" ? DAY_MS : HOUR_MS)));
}
