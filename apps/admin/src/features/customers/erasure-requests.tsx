import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Card } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

const SHOWN = 20;

/** Who asked to be forgotten and waits for an answer, which the law gives a month for; nothing at all while nobody does. */
export function ErasureRequests() {
  const t = useT();
  const { api, slug } = useShop();
  const { data } = useQuery(api.erasures.list.queryOptions({ state: "asked", limit: SHOWN }));
  if (!data || data.items.length === 0) return null;
  return (
    <Card flush title={t("erasures.requests")} hint={t("erasures.requestsHint")}>
      <ul aria-label={t("erasures.requests")}>
        {data.items.map(({ id, contactId, name, dueAt, openOrders }) => (
          <li key={id} className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2 last:border-b-0">
            <Link
              to="/m/$slug/customers/$contactId"
              params={{ slug, contactId }}
              className="min-w-0 flex-1 truncate text-ink hover:underline"
            >
              <bdi>{name || t("customers.unnamed")}</bdi>
            </Link>
            {openOrders > 0 ? <Badge tone="wait">{t("erasures.openOrders", { count: openOrders })}</Badge> : null}
            <span className="text-xs text-muted">
              {t("erasures.due")} <RelativeTime at={dueAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
