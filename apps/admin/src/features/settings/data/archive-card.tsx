import { RelativeTime } from "@nexusone/ui/amounts";
import { COUNT_CAP } from "@nexusone/contracts/operations";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { Reason, Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { downloadFile } from "../../../lib/download.ts";

/** The tables a merchant has a word for, in the order they think of them. */
const NAMED = ["products", "product_variants", "product_media", "import_logs", "events", "credit_entries"] as const;
const LEFT_OUT = ["secrets", "people", "images", "connections"] as const;

export function ArchiveCard() {
  const { t, locale } = useI18n();
  const { api, membership, slug } = useShop();
  const queryClient = useQueryClient();
  const { data: contents } = useSuspenseQuery(api.archive.describe.queryOptions());
  const download = useMutation({
    mutationFn: () =>
      downloadFile("/api/archive", {
        merchantId: membership.merchantId,
        fileName: `${slug}-${new Date().toISOString().slice(0, 10)}.tar.gz`,
      }),
    onSuccess: async ({ ok }) => {
      if (!ok) return;
      void toastDone(t("data.downloaded"));
      await queryClient.invalidateQueries(api.archive.pathFilter());
    },
  });
  const number = new Intl.NumberFormat(locale);
  const counted = (rows: number, capped = rows >= COUNT_CAP): string =>
    capped ? t("system.atLeast", { count: number.format(rows) }) : number.format(rows);
  const rowsOf = (name: string): number => contents.tables.find((table) => table.name === name)?.rows ?? 0;
  const total = contents.tables.reduce((sum, { rows }) => sum + rows, 0);
  const some = contents.tables.some(({ rows }) => rows >= COUNT_CAP);
  const failed = download.data?.ok === false ? download.data : undefined;
  const again = () => download.mutate();
  return (
    <Card title={t("data.archive")} hint={t("data.archiveHint")}>
      <div className="grid gap-6 sm:grid-cols-2">
        <section aria-labelledby="data-in">
          <h3 id="data-in" className="mb-2 text-sm font-medium text-ink">
            {t("data.inIt")}
          </h3>
          <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm">
            {NAMED.map((name) => (
              <div key={name} className="contents">
                <dt className="text-soft">{t(`data.table.${name}`)}</dt>
                <dd className="text-end tabular-nums text-ink">{counted(rowsOf(name))}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-2 text-xs text-muted">
            {t("data.total", { rows: counted(total, some), tables: contents.tables.length })}
          </p>
        </section>
        <section aria-labelledby="data-out">
          <h3 id="data-out" className="mb-2 text-sm font-medium text-ink">
            {t("data.notInIt")}
          </h3>
          <ul className="flex list-disc flex-col gap-1 ps-4 text-sm text-soft">
            {LEFT_OUT.map((what) => (
              <li key={what}>{t(`data.not.${what}`)}</li>
            ))}
          </ul>
        </section>
      </div>
      {failed ? (
        <div className="mt-4">
          {failed.said ? <Reason said={failed.said} onRetry={again} /> : <Refused error={failed} onRetry={again} />}
        </div>
      ) : null}
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Button look="primary" icon={<Download size={15} aria-hidden />} busy={download.isPending} onClick={again}>
          {download.isPending ? t("data.preparing") : t("data.download")}
        </Button>
        <p className="text-xs text-muted">
          {contents.lastExportedAt ? (
            <>
              {t("data.last")} <RelativeTime at={contents.lastExportedAt} />
            </>
          ) : (
            t("data.never")
          )}
        </p>
      </div>
    </Card>
  );
}
