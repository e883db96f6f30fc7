import { cx } from "@nexusone/ui/cx";
import { Card, Facts, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";

type Integrations = Outputs["analytics"]["getIntegrations"];
const link = "text-ink underline decoration-line-strong underline-offset-2 hover:decoration-current";

/** Whose browsers and programs are connected, and what of it is in use. */
export function IntegrationsCard() {
  const { t } = useI18n();
  const { api } = useShop();
  const found = useQuery(api.analytics.getIntegrations.queryOptions());
  return (
    <Card flush title={t("analytics.integrations")} hint={t("analytics.integrationsHint")}>
      {found.isPending ? (
        <div className="p-4">
          <Skeleton className="h-24 w-full" />
        </div>
      ) : found.isError ? (
        <div className="p-4">
          <Refused error={found.error} onRetry={() => void found.refetch()} />
        </div>
      ) : (
        <Holdings {...found.data} />
      )}
    </Card>
  );
}

function Holdings({ people, webhooks, cjAccounts }: Integrations) {
  const { t, locale } = useI18n();
  const { slug } = useShop();
  const number = new Intl.NumberFormat(locale);
  const cell = ({ valid, active }: { valid: number; active: number }) => (
    <Td end className={cx(valid === 0 && "text-muted")}>
      {t("analytics.ofValid", { active: number.format(active), valid: number.format(valid) })}
    </Td>
  );
  const shop = ({ valid, active }: { valid: number; active: number }, to: "webhooks" | "cj") => (
    <Link to={`/m/$slug/settings/${to}`} params={{ slug }} className={link}>
      {t("analytics.ofValid", { active: number.format(active), valid: number.format(valid) })}
    </Link>
  );
  return (
    <>
      <Table
        narrow
        label={t("analytics.integrations")}
        head={
          <>
            <Th>{t("analytics.column.person")}</Th>
            <Th end>
              <Link to="/m/$slug/settings/extension" params={{ slug }} className={link}>
                {t("analytics.column.browsers")}
              </Link>
            </Th>
            <Th end>
              <Link to="/m/$slug/settings/api" params={{ slug }} className={link}>
                {t("analytics.column.keys")}
              </Link>
            </Th>
          </>
        }
      >
        {people.map(({ userId, name, browsers, apiKeys }) => (
          <tr key={userId}>
            <Td className="max-w-48 truncate">{name}</Td>
            {cell(browsers)}
            {cell(apiKeys)}
          </tr>
        ))}
      </Table>
      <div className="p-4">
        <Facts
          rows={[
            [t("analytics.webhooks"), shop(webhooks, "webhooks")],
            [t("analytics.cjAccounts"), shop(cjAccounts, "cj")],
          ]}
        />
      </div>
    </>
  );
}
