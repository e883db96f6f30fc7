import { sql, type SQLWrapper } from "drizzle-orm";
import type { AnyTx } from "@nexusone/db/with-merchant";

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
}

export interface Scan {
  node: string;
  table: string;
  index: string | undefined;
  /** Rows read, kept or thrown away. */
  touched: number;
}

/** Runs a SELECT under EXPLAIN ANALYZE as the transaction's role. @returns its scans of tables. */
export async function explainScans(tx: AnyTx, query: SQLWrapper): Promise<Scan[]> {
  const { rows } = await tx.execute(sql`explain (analyze, format json) ${query.getSQL()}`);
  const [{ Plan: root }] = (rows[0] as { "QUERY PLAN": [{ Plan: PlanNode }] })["QUERY PLAN"];
  return scansOf(root);
}

function scansOf(node: PlanNode): Scan[] {
  const removed = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
  const touched = Math.round((node["Actual Rows"] + removed) * node["Actual Loops"]);
  const table = node["Relation Name"];
  const own = table === undefined ? [] : [{ node: node["Node Type"], table, index: node["Index Name"], touched }];
  return [...own, ...(node.Plans ?? []).flatMap(scansOf)];
}

/**
 * Fails when a query reads rows in proportion to what the merchant owns. Seed far more rows than `touchAtMost` (default
 * 200) for the merchant and for another one, and run ANALYZE as superuser first: the planner goes by its statistics.
 */
export async function expectIndexed(tx: AnyTx, query: SQLWrapper, { touchAtMost = 200 } = {}): Promise<void> {
  for (const scan of await explainScans(tx, query)) {
    if (scan.touched > touchAtMost) {
      throw new Error(
        `${scan.node} of ${scan.table}${scan.index ? ` by ${scan.index}` : ""} read ${scan.touched} rows, more than ${touchAtMost}`,
      );
    }
  }
}

/**
 * The same for every statement that `work` sends, as the verbs of a feature send them. Statements other than SELECT are left out.
 * @returns how many were looked at.
 */
export async function expectAllIndexed(
  tx: AnyTx,
  work: () => Promise<unknown>,
  options: { touchAtMost?: number } = {},
): Promise<number> {
  const sent: { text: string; values: readonly unknown[] }[] = [];
  const query = tx.scope.query.bind(tx.scope);
  tx.scope.query = (input, values) => {
    if (typeof input !== "string") sent.push({ text: input.text, values: values ?? [] });
    return query(input, values);
  };
  try {
    await work();
  } finally {
    tx.scope.query = query;
  }
  const reads = sent.filter(({ text }) => /^\s*(select|with)/i.test(text));
  for (const { text, values } of reads) await expectIndexed(tx, inlined(text, values), options);
  return reads.length;
}

/** A statement with its parameters written in, as EXPLAIN needs it. */
const inlined = (text: string, values: readonly unknown[]) =>
  sql.raw(
    text.replace(/\$(\d+)/g, (_, index: string) => {
      const value = values[Number(index) - 1];
      if (value === null || value === undefined) return "null";
      const written =
        value instanceof Date
          ? value.toISOString()
          : Array.isArray(value)
            ? `{${value.map((item) => JSON.stringify(String(item))).join(",")}}`
            : value;
      return typeof written === "number" ? String(written) : `'${String(written).replaceAll("'", "''")}'`;
    }),
  );
