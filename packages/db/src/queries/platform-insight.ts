import { sql } from "drizzle-orm";
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
