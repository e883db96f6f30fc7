import { Money } from "@nexusone/ui/amounts";
import { useT } from "../../i18n/context.tsx";

/** What is left of an amount: a loss is red and has its sign, an unknown one is said to be so. */
export function Profit({ minor, currency }: { minor: number | null; currency: string }) {
  const t = useT();
  if (minor === null) return <span className="text-muted">{t("orders.unknown")}</span>;
  return <Money minor={minor} currency={currency} className={minor < 0 ? "text-bad" : "text-ink"} />;
}
