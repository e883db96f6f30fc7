import { RelativeTime } from "@nexusone/ui/amounts";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

/** What paired browsers no longer find on CJ's pages, for platform admins alone. */
export function PageReportsCard() {
  const { t, locale } = useI18n();
  const { person } = useShop();
  const reports = useQuery(person.platform.listPageReports.queryOptions({ range: "7d" }));
  const number = new Intl.NumberFormat(locale);
  if (reports.isPending) return <Skeleton className="h-24 w-full" />;
  if (reports.isError) return <Refused error={reports.error} onRetry={() => void reports.refetch()} />;
  return (
    <Card flush title={t("system.pages")} hint={t("system.pagesHint")}>
      {reports.data.length === 0 ? (
        <p className="p-4 text-muted">{t("system.pagesEmpty")}</p>
      ) : (
        <Table
          narrow
          label={t("system.pages")}
          head={
            <>
              <Th>{t("system.column.page")}</Th>
              <Th>{t("system.column.selector")}</Th>
              <Th>{t("system.column.version")}</Th>
              <Th end>{t("system.column.reports")}</Th>
              <Th end>{t("system.column.lastSeen")}</Th>
            </>
          }
        >
          {reports.data.map(({ host, page, selector, version, reports: count, lastAt }) => (
            <tr key={`${host} ${page} ${selector} ${version}`}>
              <Td>
                {t(`system.page.${page}`)} · {t(`system.host.${host}`)}
              </Td>
              <Td>
                <code className="text-xs">{selector}</code>
              </Td>
              <Td>{version}</Td>
              <Td end>{number.format(count)}</Td>
              <Td end className="text-muted">
                <RelativeTime at={lastAt} />
              </Td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
