import type { SyncSchedule } from "@nexusone/contracts/inventory-terms";
import { Skeleton } from "@nexusone/ui/layout";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { Meter } from "../../app/meter.tsx";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

/** What a schedule would cost a day, before it is saved. */
export function PlanLine({ schedule }: { schedule: SyncSchedule }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const plan = useQuery(api.inventory.planSync.queryOptions({ schedule }, { placeholderData: keepPreviousData }));
  if (plan.isPending) return <Skeleton className="h-14 w-full" />;
  if (plan.isError) return <Refused error={plan.error} onRetry={() => void plan.refetch()} />;
  const { products, pointsPerRun, pointsPerProduct, pointsPerDay, pointsForSync, fits, suggested, measured } =
    plan.data;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const Icon = fits ? CircleCheck : TriangleAlert;
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-sunken p-3 text-sm" aria-live="polite">
      <p className="tabular-nums text-soft">
        {t("inventory.plan", {
          products: t("inventory.products", { count: products }),
          each: number.format(pointsPerProduct / 100),
          run: number.format(pointsPerRun),
        })}{" "}
        <span className="text-muted">{t(measured ? "inventory.planMeasured" : "inventory.planAtMost")}</span>
      </p>
      {pointsForSync === null ? (
        <p className="text-muted">{t("inventory.planNoAccount")}</p>
      ) : (
        <>
          <Meter
            label={t("inventory.planDay")}
            value={pointsPerDay}
            max={pointsForSync}
            hint={t("inventory.planKept")}
          />
          <p className="flex items-start gap-1.5">
            <Icon size={16} className={fits ? "mt-0.5 shrink-0 text-good" : "mt-0.5 shrink-0 text-wait"} aria-hidden />
            {fits
              ? t("inventory.planFits")
              : t("inventory.planTooMuch", { schedule: t(`inventory.schedule.${suggested}`) })}
          </p>
        </>
      )}
    </div>
  );
}
