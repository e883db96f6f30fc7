import { Money } from "@nexusone/ui/amounts";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";

type Total = Outputs["payments"]["getEarnings"]["totals"][number];

/** The sums of a currency: what came in, what went back, and whose it is. */
export function TotalsRow({ total }: { total: Total }) {
  const t = useT();
  const { currency } = total;
  const figures = [
    ["payments.captured", total.capturedMinor],
    ["payments.refunded", -total.refundedMinor],
    ["payments.tax", total.taxMinor],
    ["payments.platform", total.platformMinor],
    ["payments.client", total.clientMinor],
    ["payments.fees", total.feeMinor],
  ] as const;
  return (
    <dl
      aria-label={currency}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line md:grid-cols-6"
    >
      {figures.map(([label, minor]) => (
        <div key={label} className="bg-surface px-4 py-3">
          <dt className="text-xs text-muted">{t(label)}</dt>
          <dd className="text-base font-semibold text-ink">
            <Money {...{ minor, currency }} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
