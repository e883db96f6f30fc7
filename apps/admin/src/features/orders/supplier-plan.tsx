import { Money } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Select } from "@nexusone/ui/field";
import { formatMoney } from "@nexusone/contracts/money";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import type { Order } from "./use-order.ts";
import { type SupplierOrder, useSupplierActs } from "./use-supplier-acts.ts";

/** What sending would take, from a real quote; nothing was sent. With one warehouse the carrier can be another of the quote. */
export function SupplierPlan({ order, plans }: { order: Order; plans: readonly SupplierOrder[] }) {
  const { t, locale } = useI18n();
  const refused = useRefusal("orders:manage");
  const mayNotPay = useRefusal("orders:pay");
  const { plan, submit } = useSupplierActs(order);
  const [only] = plans;
  const days = ({ minDays, maxDays }: Pick<SupplierOrder, "minDays" | "maxDays">): string =>
    maxDays === null ? t("fulfilment.daysUnknown") : t("fulfilment.days", { min: minDays ?? maxDays, max: maxDays });
  const usd = (minor: number): string => formatMoney(minor, "USD", locale);
  const send = (pay: boolean): void => submit.mutate({ orderId: order.id, pay });
  return (
    <div className="flex flex-col gap-3 rounded-md border border-line bg-sunken px-3 py-3">
      {plans.map((row) => (
        <div key={row.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
          <span className="font-medium text-ink">{row.supplierName}</span>
          <span className="text-soft">{t("fulfilment.from", { country: row.origin })}</span>
          <span className="text-soft">
            {row.carrier}, {days(row)}
          </span>
          <span className="text-soft">
            {t("fulfilment.goodsAndFreight", { goods: usd(row.goodsUsdMinor), freight: usd(row.freightUsdMinor) })}
          </span>
          <Money className="font-medium text-ink" minor={row.goodsUsdMinor + row.freightUsdMinor} currency="USD" />
        </div>
      ))}
      {only && plans.length === 1 && only.options.length > 1 ? (
        <Select
          className="max-w-md"
          label={t("fulfilment.carrier")}
          value={only.carrier}
          disabled={refused !== undefined || plan.isPending}
          onChange={(event) => plan.mutate({ orderId: order.id, carrier: event.target.value })}
        >
          {only.options.map((option) => (
            <option key={option.carrier} value={option.carrier}>
              {`${option.carrier}, ${days(option)}, ${usd(option.usdMinor)}${option.carrier === only.byRule?.carrier ? `, ${t("fulfilment.byRule")}` : ""}`}
            </option>
          ))}
        </Select>
      ) : null}
      {plans.map(({ id, byRule, chosenBy }) =>
        byRule ? (
          <p key={id} className="text-xs text-muted">
            {t(`fulfilment.why.${byRule.why}`, { carrier: byRule.carrier })}
            {chosenBy ? ` ${t("fulfilment.chosenBy", { name: chosenBy })}` : null}
          </p>
        ) : null,
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" refused={refused} busy={submit.isPending} onClick={() => send(false)}>
          {t("fulfilment.send")}
        </Button>
        <Button refused={refused ?? mayNotPay} busy={submit.isPending} onClick={() => send(true)}>
          {t("fulfilment.sendAndPay")}
        </Button>
      </div>
      <p className="text-xs text-muted">{t("fulfilment.sendHint")}</p>
      <Refused error={plan.error ?? submit.error} />
    </div>
  );
}
