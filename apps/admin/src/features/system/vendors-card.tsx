import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { buttonClass } from "@nexusone/ui/button";
import { Card, Facts, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, Clock, TriangleAlert } from "lucide-react";
import { KnownReason } from "../../app/known-reason.tsx";
import { Meter } from "../../app/meter.tsx";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { EnvironmentBadge } from "../environment-badge.tsx";
import { healthOf, type Health } from "./health.ts";

type Vendor = Outputs["operations"]["listVendorHealth"][number];
const NAMES: Record<Vendor["vendor"], string> = { cj: "CJ Dropshipping" };
const STATES = {
  well: { tone: "good", icon: Check },
  slow: { tone: "wait", icon: Clock },
  failing: { tone: "bad", icon: TriangleAlert },
  quiet: { tone: "neutral", icon: Clock },
} as const satisfies Record<Health, { tone: Tone; icon: unknown }>;

/** How those we depend on answer lately, from the calls on record. */
export function VendorsCard() {
  const { t } = useI18n();
  const { api, slug } = useShop();
  const vendors = useQuery(api.operations.listVendorHealth.queryOptions());
  const link = (
    <Link to="/m/$slug/settings/cj" params={{ slug }} className={buttonClass({ size: "sm" })}>
      {t("cj.calls")}
    </Link>
  );
  return (
    <Card title={t("system.vendors")} extra={link}>
      {vendors.isPending ? (
        <Skeleton className="h-24 w-full" />
      ) : vendors.isError ? (
        <Refused error={vendors.error} onRetry={() => void vendors.refetch()} />
      ) : vendors.data.length === 0 ? (
        <p className="text-muted">{t("system.vendorsEmpty")}</p>
      ) : (
        vendors.data.map((vendor) => <VendorFacts key={vendor.vendor} vendor={vendor} />)
      )}
    </Card>
  );
}

function VendorFacts({ vendor }: { vendor: Vendor }) {
  const { t, locale } = useI18n();
  const number = new Intl.NumberFormat(locale);
  const health = healthOf(vendor);
  const { tone, icon: Icon } = STATES[health];
  const time = (at: string | null) => (at ? <RelativeTime at={at} /> : t("ext.never"));
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium text-ink">{NAMES[vendor.vendor]}</span>
        <EnvironmentBadge environment={vendor.environment} />
        <Badge tone={tone} icon={<Icon size={12} aria-hidden />}>
          {t(`system.vendor.${health}`)}
        </Badge>
        <span className="text-xs text-muted">{t("system.vendorsHint", { count: number.format(vendor.calls) })}</span>
      </div>
      {vendor.reason ? <KnownReason code={vendor.reason} /> : null}
      <div className="grid gap-6 sm:grid-cols-2">
        <Facts
          rows={[
            [t("system.vendor.failed"), number.format(vendor.failed)],
            [t("system.vendor.throttled"), number.format(vendor.throttled)],
            [
              t("system.vendor.speed"),
              vendor.medianMs === null
                ? t("common.unknown")
                : t("system.vendor.speedValue", {
                    median: number.format(vendor.medianMs),
                    p95: number.format(vendor.p95Ms ?? vendor.medianMs),
                  }),
            ],
            [t("system.vendor.lastSuccess"), time(vendor.lastSuccessAt)],
            [t("system.vendor.lastFailure"), time(vendor.lastFailureAt)],
          ]}
        />
        <Meter
          label={t("cj.points")}
          hint={t("cj.pointsHint")}
          value={vendor.pointsPerDay - vendor.pointsLeft}
          max={vendor.pointsPerDay}
        />
      </div>
    </div>
  );
}
