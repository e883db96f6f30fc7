import { sql } from "drizzle-orm";
import type { PageReportView, ReportPageInput } from "@nexusone/contracts/page-reports";
import type { Plan } from "@nexusone/contracts/plans";
import { withSystem, type Database } from "../with-merchant.ts";

export type PlanSums = {
  plan: Plan;
  merchants: number;
  inHand: number;
  givenWithPlan: number;
  givenByHand: number;
  used: number;
};
export type SlowStatementSums = {
  name: string;
  statement: string;
  calls: number;
  totalMs: number;
  maxMs: number;
  lastDay: string;
};

/** Merchants by plan, and what became of their credits since `since`. */
export async function sumPlans(db: Database, since: Date): Promise<PlanSums[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select * from system.platform_plans(${since.toISOString()}::timestamptz)`);
    return rows.map((row) => ({
      plan: row["plan"] as Plan, // the table's own check
      merchants: Number(row["merchants"]),
      inHand: Number(row["in_hand"]),
      givenWithPlan: Number(row["given_with_plan"]),
      givenByHand: Number(row["given_by_hand"]),
      used: Number(row["used"]),
    }));
  });
}

/** The statements that cost the most waiting since `since`, costliest first. */
export async function slowestStatements(db: Database, since: Date, limit: number): Promise<SlowStatementSums[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select *, last_day::text as day from system.slowest_statements(${since.toISOString().slice(0, 10)}::date, ${limit})`,
    );
    return rows.map((row) => ({
      name: String(row["name"]),
      statement: String(row["statement"]),
      calls: Number(row["calls"]),
      totalMs: Number(row["total_ms"]),
      maxMs: Number(row["max_ms"]),
      lastDay: String(row["day"]),
    }));
  });
}

/** Counts what a browser did not find on one of CJ's pages. */
export async function addPageReport(
  db: Database,
  { host, page, failed, version }: ReportPageInput,
  at: Date,
): Promise<void> {
  const selectors = sql.param(failed);
  await withSystem(db, (tx) =>
    tx.execute(
      sql`select system.add_page_report(${at.toISOString()}::timestamptz, ${host}, ${page}, ${selectors}::text[], ${version})`,
    ),
  );
}

/** What browsers did not find since `since`, newest first, 100 at most. */
export async function pageReportsSince(db: Database, since: Date): Promise<PageReportView[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select * from system.page_reports_since(${since.toISOString().slice(0, 10)}::date)`,
    );
    return rows.map((row) => ({
      // The table's own checks.
      host: row["host"] as PageReportView["host"],
      page: row["page"] as PageReportView["page"],
      selector: row["selector"] as PageReportView["selector"],
      version: String(row["version"]),
      reports: Number(row["reports"]),
      lastAt: new Date(row["last_at"] as string).toISOString(),
    }));
  });
}
