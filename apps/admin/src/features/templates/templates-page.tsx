import { Button, buttonClass } from "@nexusone/ui/button";
import { Select } from "@nexusone/ui/field";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { LayoutTemplate, Plus } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { SearchBox } from "../catalogue/search-box.tsx";
import { ListStates } from "../inventory/list-states.tsx";
import { AddDefaults } from "./add-defaults.tsx";
import { SyncBar } from "./sync-bar.tsx";
import { TemplateGroup } from "./template-group.tsx";
import { useLanguageName } from "./template-words.tsx";
import { templatesQuery } from "./templates-query.ts";
import { SHOWN_STATUSES, type TemplatesSearch } from "./templates-search.ts";

const route = getRouteApi("/m/$slug/templates/");

/** Every message template by name, with its languages and what Meta thinks of each. */
export function TemplatesPage() {
  const t = useT();
  const { api, slug, can } = useShop();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const refused = useRefusal("templates:manage");
  const languageName = useLanguageName();
  const options = useQuery(api.templates.options.queryOptions());
  const list = useInfiniteQuery({ ...templatesQuery(api, search), placeholderData: keepPreviousData });
  const templates = list.data?.pages.flatMap((page) => page.items) ?? [];
  const groups = [...Map.groupBy(templates, ({ name, accountId }) => `${accountId} ${name}`).entries()];
  const isFiltered = Object.keys(search).length > 0;
  const put = (change: Partial<Record<keyof TemplatesSearch, string | undefined>>): void =>
    void navigate({
      search: (old) =>
        Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined)),
      replace: true,
    });
  const shown = SHOWN_STATUSES.filter((status) => status !== "archived" || can("templates:manage"));
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("templates.title")} · NexusOne`}</title>
      <PageHeader title={t("templates.title")} action={<NewTemplate refused={refused} slug={slug} />} />
      <SyncBar accounts={options.data?.accounts} />
      <Card flush>
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
          <SearchBox
            label={t("templates.search")}
            placeholder={t("templates.searchPlaceholder")}
            value={search.q}
            busy={list.isPlaceholderData}
            onChange={(q) => put({ q })}
          />
          <nav aria-label={t("templates.status")} className="flex flex-wrap gap-2">
            {shown.map((status) => (
              <button
                key={status}
                type="button"
                aria-pressed={search.status === status}
                className={chipClass(search.status === status)}
                onClick={() => put({ status: search.status === status ? undefined : status })}
              >
                {t(`templates.status.${status}`)}
              </button>
            ))}
          </nav>
          <Select
            className="w-44"
            label={t("templates.language")}
            hideLabel
            value={search.language ?? ""}
            onChange={(event) => put({ language: event.target.value || undefined })}
          >
            <option value="">{t("templates.allLanguages")}</option>
            {(options.data?.languages ?? []).map((code) => (
              <option key={code} value={code}>
                {languageName(code)}
              </option>
            ))}
          </Select>
        </div>
        <ListStates
          list={list}
          count={templates.length}
          empty={{
            icon: <LayoutTemplate size={18} aria-hidden />,
            title: t(isFiltered ? "templates.nothingFound" : "templates.empty"),
            text: t(isFiltered ? "templates.nothingFoundText" : "templates.emptyText"),
            ...(isFiltered ? {} : { action: <AddDefaults look="primary" /> }),
          }}
        >
          <ul aria-label={t("templates.title")}>
            {groups.map(([key, lines]) => (
              <TemplateGroup key={key} lines={lines} />
            ))}
          </ul>
        </ListStates>
      </Card>
      {options.data?.defaultsMissing && templates.length > 0 && !isFiltered ? (
        <Card title={t("templates.defaults")} hint={t("templates.defaultsHint")} extra={<AddDefaults />}>
          <p className="text-sm text-soft">{t("templates.defaultsNames")}</p>
        </Card>
      ) : null}
    </div>
  );
}

function NewTemplate({ refused, slug }: { refused: string | undefined; slug: string }) {
  const t = useT();
  const words = t("templates.new");
  const icon = <Plus size={15} aria-hidden />;
  if (refused !== undefined)
    return (
      <Button look="primary" icon={icon} refused={refused}>
        {words}
      </Button>
    );
  return (
    <Link to="/m/$slug/templates/new" params={{ slug }} className={buttonClass({ look: "primary" })}>
      {icon}
      {words}
    </Link>
  );
}
