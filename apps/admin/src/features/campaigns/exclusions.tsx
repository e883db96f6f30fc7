import { Link } from "@tanstack/react-router";
import { KnownReason } from "../../app/known-reason.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";

/** Who is left out and why, with some of them by name. */
export function Exclusions({ excluded }: { excluded: Outputs["campaigns"]["preflight"]["excluded"] }) {
  const t = useT();
  const { slug } = useShop();
  if (excluded.length === 0) return <p className="text-sm text-soft">{t("campaigns.nobodyLeftOut")}</p>;
  return (
    <ul aria-label={t("campaigns.leftOut")} className="flex flex-col gap-3 text-sm">
      {excluded.map(({ reason, count, people }) => (
        <li key={reason} className="border-t border-line pt-2 first:border-t-0 first:pt-0">
          <p className="font-medium tabular-nums text-ink">{t("campaigns.leftOutCount", { count })}</p>
          <KnownReason code={reason} />
          <p className="text-xs text-muted [overflow-wrap:anywhere]">
            {people.map(({ id, name }, nth) => (
              <span key={id}>
                {nth > 0 ? ", " : ""}
                <Link to="/m/$slug/customers/$contactId" params={{ slug, contactId: id }} className="hover:underline">
                  {name || t("campaigns.nameless")}
                </Link>
              </span>
            ))}
            {count > people.length ? ` ${t("campaigns.andMore", { count: count - people.length })}` : null}
          </p>
        </li>
      ))}
    </ul>
  );
}
