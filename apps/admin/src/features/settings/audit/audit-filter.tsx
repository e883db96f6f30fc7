import { AUDIT_TABLES } from "@nexusone/contracts/audit-words";
import { Button } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useI18n } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { isFiltered, parseAuditSearch, type AuditSearch } from "./audit-search.ts";

/** By person, by what was changed, by day. What is chosen stands in the address. */
export function AuditFilter({ search }: { search: AuditSearch }) {
  const { t, locale } = useI18n();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const people = useQuery(api.audit.listPeople.queryOptions(undefined, { staleTime: 0 }));
  const choose = (change: Partial<Record<keyof AuditSearch, string>>): void =>
    void navigate({
      to: "/m/$slug/settings/audit",
      params: { slug },
      search: parseAuditSearch({ ...search, ...change }),
      replace: true,
      resetScroll: false,
    });
  const kinds = AUDIT_TABLES.map((table) => ({ table, name: t(`audit.table.${table}`) }));
  return (
    <search className="flex flex-wrap items-end gap-3 border-b border-line px-4 py-3">
      <Select
        className="grow basis-full sm:max-w-56 sm:basis-40"
        label={t("audit.by")}
        value={search.userId ?? ""}
        onChange={({ target }) => choose({ userId: target.value })}
      >
        <option value="">{t("audit.everybody")}</option>
        {people.data?.map(({ userId, name }) => (
          <option key={userId} value={userId}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        className="grow basis-full sm:max-w-56 sm:basis-40"
        label={t("audit.what")}
        value={search.table ?? ""}
        onChange={({ target }) => choose({ table: target.value })}
      >
        <option value="">{t("audit.everything")}</option>
        {kinds
          .toSorted((a, b) => a.name.localeCompare(b.name, locale))
          .map(({ table, name }) => (
            <option key={table} value={table}>
              {name}
            </option>
          ))}
      </Select>
      <Input
        className="grow basis-32 sm:max-w-40"
        type="date"
        label={t("audit.from")}
        value={search.from ?? ""}
        max={search.to}
        onChange={({ target }) => choose({ from: target.value })}
      />
      <Input
        className="grow basis-32 sm:max-w-40"
        type="date"
        label={t("audit.to")}
        value={search.to ?? ""}
        min={search.from}
        onChange={({ target }) => choose({ to: target.value })}
      />
      {isFiltered(search) ? (
        <Button
          look="quiet"
          onClick={() => void navigate({ to: "/m/$slug/settings/audit", params: { slug }, search: {}, replace: true })}
        >
          {t("audit.clear")}
        </Button>
      ) : null}
      {search.rowId ? <p className="basis-full text-xs text-muted">{t("audit.oneThing")}</p> : null}
    </search>
  );
}
