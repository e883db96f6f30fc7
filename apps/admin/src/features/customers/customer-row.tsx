import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { countryName } from "../../lib/countries.ts";
import { useShop } from "../../lib/shop.ts";

export type CustomerLine = Outputs["contacts"]["list"]["items"][number];

/** A person by name, how they are reached, and where they live. */
export function CustomerRow({ customer }: { customer: CustomerLine }) {
  const { t, locale } = useI18n();
  const { slug } = useShop();
  const { id, name, identifiers, place, suppressed, addedAt } = customer;
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to="/m/$slug/customers/$contactId"
        params={{ slug, contactId: id }}
        className="grid min-h-12 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-4 py-2 hover:bg-hover md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_12rem_8rem]"
      >
        <span className="flex min-w-0 items-center gap-2">
          <bdi className={name ? "truncate font-medium text-ink" : "truncate text-muted"}>
            {name || t("customers.unnamed")}
          </bdi>
          {suppressed ? <Badge tone="wait">{t("customers.suppressed")}</Badge> : null}
        </span>
        <span className="min-w-0 truncate text-soft max-md:col-span-2 max-md:row-start-2 max-md:text-xs">
          {identifiers.length === 0 ? t("customers.noContact") : identifiers.map(({ value }) => value).join(" · ")}
        </span>
        <span className="truncate text-soft max-md:hidden">
          {place ? [place.city, countryName(place.country, locale)].filter(Boolean).join(", ") : null}
        </span>
        <span className="text-end text-xs text-muted">
          <RelativeTime at={addedAt} />
        </span>
      </Link>
    </li>
  );
}
