import { COUNT_CAP } from "@nexusone/contracts/operations";
import { cx } from "@nexusone/ui/cx";
import { Td, Th } from "@nexusone/ui/table";
import { useI18n } from "../../i18n/context.tsx";

export const COUNTED = ["active", "waiting", "delayed", "completed", "failed"] as const;
type Counted = (typeof COUNTED)[number] | "dead";

export function CountHeads({ columns }: { columns: readonly Counted[] }) {
  const { t } = useI18n();
  return columns.map((column) => (
    <Th key={column} end>
      {t(`system.column.${column}`)}
    </Th>
  ));
}

/** Zero recedes, and what failed stands out. */
export function Counts({ columns, of }: { columns: readonly Counted[]; of: Partial<Record<Counted, number>> }) {
  const { t, locale } = useI18n();
  const number = new Intl.NumberFormat(locale);
  return columns.map((column) => {
    const count = of[column] ?? 0;
    const bad = column === "failed" || column === "dead";
    return (
      <Td key={column} end className={cx(count === 0 ? "text-faint" : bad && "font-medium text-bad")}>
        {count >= COUNT_CAP ? t("system.atLeast", { count: number.format(COUNT_CAP) }) : number.format(count)}
      </Td>
    );
  });
}
