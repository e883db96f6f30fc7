import { CONTACT_SORTS } from "@nexusone/contracts/contact-terms";
import { Button } from "@nexusone/ui/button";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Plus, Users } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { SearchBox } from "../catalogue/search-box.tsx";
import { ListStates } from "../inventory/list-states.tsx";
import { CustomerRow } from "./customer-row.tsx";
import { customersQuery } from "./customers-query.ts";
import { ErasureRequests } from "./erasure-requests.tsx";
import { NewCustomerDialog } from "./new-customer-dialog.tsx";
import { OpenConflicts } from "./open-conflicts.tsx";

const route = getRouteApi("/m/$slug/customers/");

/** Everybody the shop sells to or talks with. */
export function CustomersPage() {
  const t = useT();
  const { api, slug } = useShop();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const refused = useRefusal("contacts:edit");
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery({ ...customersQuery(api, search), placeholderData: keepPreviousData });
  const customers = list.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = list.data?.pages[0]?.newestHits ?? null;
  const add = (
    <Button look="primary" icon={<Plus size={15} aria-hidden />} refused={refused} onClick={() => setAdding(true)}>
      {t("customers.new")}
    </Button>
  );
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("customers.title")} · NexusOne`}</title>
      <PageHeader title={t("customers.title")} action={add} />
      <ErasureRequests />
      <OpenConflicts />
      <Card flush>
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
          <SearchBox
            label={t("customers.search")}
            placeholder={t("customers.searchPlaceholder")}
            value={search.q}
            busy={list.isPlaceholderData}
            onChange={(q) =>
              void navigate({
                search: ({ q: _old, ...rest }) => (q === undefined ? rest : { ...rest, q }),
                replace: true,
              })
            }
          />
          <nav aria-label={t("customers.sort")} className="flex gap-2">
            {CONTACT_SORTS.map((sort) => (
              <Link
                key={sort}
                to="/m/$slug/customers"
                params={{ slug }}
                search={{ ...(search.q === undefined ? {} : { q: search.q }), ...(sort === "newest" ? {} : { sort }) }}
                replace
                aria-current={(search.sort ?? "newest") === sort ? "true" : undefined}
                className={chipClass((search.sort ?? "newest") === sort)}
              >
                {t(`customers.sort.${sort}`)}
              </Link>
            ))}
          </nav>
        </div>
        {newest === null ? null : (
          <p className="border-b border-line px-4 py-2 text-xs text-muted">
            {t("customers.newestHits", { count: newest })}
          </p>
        )}
        <ListStates
          list={list}
          count={customers.length}
          empty={{
            icon: <Users size={18} aria-hidden />,
            title: t(search.q ? "customers.nothingFound" : "customers.empty"),
            text: t(search.q ? "customers.nothingFoundText" : "customers.emptyText"),
          }}
        >
          <ul aria-label={t("customers.title")}>
            {customers.map((customer) => (
              <CustomerRow key={customer.id} customer={customer} />
            ))}
          </ul>
        </ListStates>
      </Card>
      {adding ? <NewCustomerDialog onClose={() => setAdding(false)} /> : null}
    </div>
  );
}
