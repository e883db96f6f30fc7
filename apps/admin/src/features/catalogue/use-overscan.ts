import { startTransition, useEffect, useState } from "react";

/** Rows drawn out of sight. The first picture shows what is in sight; the others follow when the reader can already act. */
export function useOverscan(settled: number): number {
  const [rows, setRows] = useState(1);
  useEffect(() => startTransition(() => setRows(settled)), [settled]);
  return rows;
}
