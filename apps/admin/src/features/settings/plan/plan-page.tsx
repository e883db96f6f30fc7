import { ENTITLEMENTS, PLANS } from "@nexusone/contracts/plans";
import { Badge } from "@nexusone/ui/badge";
import { buttonClass } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Card, EmptyState } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, Lock, Minus } from "lucide-react";
import { Meter } from "../../../app/meter.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { LedgerCard } from "./ledger-card.tsx";

/** Without the right to see the money: the reason, and who can help. */
export function PlanPage() {
  const { t } = useI18n();
  const { slug } = useShop();
  const refused = useRefusal("billing:read");
  if (refused === undefined) return <Plan />;
  return (
    <>
      <SettingsHeader title="settings.plan" />
      <EmptyState
        icon={<Lock size={18} aria-hidden />}
        title={refused}
        action={
          <Link to="/m/$slug/settings/team" params={{ slug }} className={buttonClass()}>
            {t("settings.team")}
          </Link>
        }
      />
    </>
  );
}

function Plan() {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const { data: plan } = useSuspenseQuery(api.billing.getPlan.queryOptions());
  const number = new Intl.NumberFormat(locale);
  const { credits } = plan;
  const spent = plan.usage.reduce((sum, entry) => sum + entry.credits, 0);
  const yesNo = (yes: boolean) =>
    yes ? (
      <Check size={16} className="text-good" aria-label={t("plan.yes")} />
    ) : (
      <Minus size={16} className="text-faint" aria-label={t("plan.no")} />
    );
  const column = (id: string): string => cx("w-1/5 max-sm:px-2", id === plan.plan && "bg-selected/60");
  return (
    <>
      <SettingsHeader title="settings.plan" badges={<Badge tone="info">{t(`plan.${plan.plan}`)}</Badge>} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Card title={t("plan.products")}>
          {plan.productLimit === null ? (
            <p className="flex items-baseline justify-between gap-3">
              <span className="text-xl font-semibold tabular-nums text-ink">{number.format(plan.productCount)}</span>
              <span className="text-xs text-muted">{t("plan.noLimit")}</span>
            </p>
          ) : (
            <>
              <Meter label={t("plan.inUse")} value={plan.productCount} max={plan.productLimit} />
              <p className="mt-1 text-xs text-muted">{t("plan.productsHint")}</p>
            </>
          )}
        </Card>
        <Card title={t("plan.credits")}>
          <p className="flex items-baseline justify-between gap-3">
            <span className="text-xl font-semibold tabular-nums text-ink">{number.format(credits.available)}</span>
            <span className="text-xs tabular-nums text-muted">
              {t("common.pair", { name: t("plan.used30"), value: spent })}
            </span>
          </p>
          <p className="mt-1 text-xs text-muted">
            {t("plan.creditsHint", { count: plan.importCredits })}
            {credits.reserved > 0 ? ` ${t("plan.reserved", { count: credits.reserved })}.` : null}
          </p>
        </Card>
      </div>
      <Card flush title={t("plan.compare")}>
        <Table
          narrow
          label={t("plan.compare")}
          head={
            <>
              <Th>
                <span className="sr-only">{t("plan.compare")}</span>
              </Th>
              {PLANS.map((id) => (
                <Th key={id} className={column(id)}>
                  <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-0.5 py-1 text-ink">
                    {t(`plan.${id}`)}
                    {id === plan.plan ? <Badge tone="info">{t("plan.isCurrent")}</Badge> : null}
                  </span>
                </Th>
              ))}
            </>
          }
        >
          <tr>
            <Td className="text-muted">{t("plan.feature.products")}</Td>
            {PLANS.map((id) => {
              const limit = ENTITLEMENTS[id].productLimit;
              return (
                <Td key={id} className={column(id)}>
                  {limit === null ? t("plan.unlimited") : number.format(limit)}
                </Td>
              );
            })}
          </tr>
          <tr>
            <Td className="text-muted">{t("plan.feature.credits")}</Td>
            {PLANS.map((id) => (
              <Td key={id} className={column(id)}>
                {number.format(ENTITLEMENTS[id].startingCredits)}
              </Td>
            ))}
          </tr>
          <tr>
            <Td className="text-muted">{t("plan.feature.bulk")}</Td>
            {PLANS.map((id) => (
              <Td key={id} className={column(id)}>
                {yesNo(ENTITLEMENTS[id].bulkImport)}
              </Td>
            ))}
          </tr>
          <tr>
            <Td className="text-muted">{t("plan.feature.extension")}</Td>
            {PLANS.map((id) => (
              <Td key={id} className={column(id)}>
                {yesNo(ENTITLEMENTS[id].extension)}
              </Td>
            ))}
          </tr>
        </Table>
        <p className="px-4 py-3 text-xs text-muted">{t("plan.change")}</p>
      </Card>
      <LedgerCard />
    </>
  );
}
