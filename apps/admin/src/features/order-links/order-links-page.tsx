import { ORDER_LINK_STATES } from "@nexusone/contracts/order-link-terms";
import { Button } from "@nexusone/ui/button";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Link2, Plus } from "lucide-react";
import { useState } from "react";
import { AnswerOrCard } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { ListStates } from "../inventory/list-states.tsx";
import { Crumbs } from "../../app/crumbs.tsx";
import { CartCard } from "./cart-card.tsx";
import { NewLinkDialog } from "./new-link-dialog.tsx";
import { OrderLinkRow } from "./order-link-row.tsx";
import { orderLinksQuery } from "./order-links-query.ts";

const route = getRouteApi("/m/$slug/orders/links");

/** Links to carts of the shop where customers pay: made, copied, ended. */
export function OrderLinksPage() {
  const t = useT();
  const { api, slug } = useShop();
  const refused = useRefusal("orders:manage");
  const search = route.useSearch();
  const settings = useQuery(api.orderLinks.getSettings.queryOptions());
  const list = useInfiniteQuery(orderLinksQuery(api, search));
  const links = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [making, setMaking] = useState(false);
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("orderLinks.title")} · NexusOne`}</title>
      <PageHeader
        crumbs={<Crumbs list="orders" here={t("orderLinks.title")} />}
        title={t("orderLinks.title")}
        action={
          <Button
            look="primary"
            icon={<Plus size={15} aria-hidden />}
            refused={refused}
            onClick={() => setMaking(true)}
          >
            {t("orderLinks.new")}
          </Button>
        }
      />
      <AnswerOrCard query={settings} height="h-20">
        {({ cartAddress }) => <CartCard key={cartAddress} cartAddress={cartAddress} />}
      </AnswerOrCard>
      <Card flush>
        <nav aria-label={t("orders.filter")} className="flex flex-wrap gap-2 border-b border-line px-4 py-2">
          {[undefined, ...ORDER_LINK_STATES].map((status) => (
            <Link
              key={status ?? "all"}
              to="/m/$slug/orders/links"
              params={{ slug }}
              search={status ? { status } : {}}
              replace
              resetScroll={false}
              aria-current={search.status === status ? "true" : undefined}
              className={chipClass(search.status === status)}
            >
              {t(status ? `orderLinks.status.${status}` : "orderLinks.all")}
            </Link>
          ))}
        </nav>
        <ListStates
          list={list}
          count={links.length}
          empty={{
            icon: <Link2 size={18} aria-hidden />,
            title: t(search.status ? "orderLinks.nothingFound" : "orderLinks.empty"),
            text: t(search.status ? "orderLinks.nothingFoundText" : "orderLinks.emptyText"),
          }}
        >
          <ul aria-label={t("orderLinks.title")}>
            {links.map((link) => (
              <OrderLinkRow key={link.id} link={link} />
            ))}
          </ul>
        </ListStates>
      </Card>
      {making ? <NewLinkDialog hasCart={settings.data?.cartAddress != null} onClose={() => setMaking(false)} /> : null}
    </div>
  );
}
