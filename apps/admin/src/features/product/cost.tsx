import { Money, Usd } from "@nexusone/ui/amounts";
import type { Variant } from "./use-product.ts";

type Props = { variant: Pick<Variant, "costUsd" | "costMinor">; currency: string; className?: string };

/** What one costs: the supplier's dollars, or the merchant's own cost in the shop's currency. */
export function Cost({ variant: { costUsd, costMinor }, currency, className = "" }: Props) {
  if (costUsd !== null) return <Usd amount={costUsd} className={className} />;
  if (costMinor !== null) return <Money minor={costMinor} currency={currency} className={className} />;
  return <span className="text-muted">–</span>;
}
