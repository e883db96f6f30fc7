import { RelativeTime } from "@nexusone/ui/amounts";
import { Card } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

const SHOWN = 20;

/** Pairs of customers who may be one and wait for somebody to say so; nothing at all while there are none. */
export function OpenConflicts() {
  const t = useT();
  const { api, slug } = useShop();
  const { data } = useQuery(api.contacts.listConflicts.queryOptions({ limit: SHOWN }));
  if (!data || data.items.length === 0) return null;
  return (
    <Card flush title={t("customers.conflicts")} hint={t("customers.conflictHint")}>
      <ul aria-label={t("customers.conflicts")}>
        {data.items.map(({ id, people, at }) => (
          <li key={id} className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2 last:border-b-0">
            <span className="flex min-w-0 flex-1 flex-wrap gap-x-3">
              {people.map((person) => (
                <Link
                  key={person.id}
                  to="/m/$slug/customers/$contactId"
                  params={{ slug, contactId: person.id }}
                  className="touch-target truncate text-ink hover:underline"
                >
                  <bdi>{person.name || t("customers.unnamed")}</bdi>{" "}
                  <span className="text-xs text-muted">{person.identifiers.map(({ value }) => value).join(" · ")}</span>
                </Link>
              ))}
            </span>
            <span className="text-xs text-muted">
              <RelativeTime at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
