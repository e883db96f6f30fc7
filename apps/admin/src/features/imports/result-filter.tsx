import { chipClass } from "@nexusone/ui/table";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/context.tsx";
import { countResults, type Result, type TriageRow } from "./triage-results.ts";

const route = getRouteApi("/m/$slug/imports/$importId");

/** One chip for each thing that became of a product, with how many; the choice lives in the address. */
export function ResultFilter({ rows, chosen }: { rows: readonly TriageRow[]; chosen: Result | undefined }) {
  const { t, locale } = useI18n();
  const { slug } = route.useParams();
  const { importId } = route.useParams();
  const number = new Intl.NumberFormat(locale);
  const counted = countResults(rows);
  // A result that a change has emptied stays to be left.
  const offered =
    chosen && !counted.some(({ result }) => result === chosen) ? [...counted, { result: chosen, count: 0 }] : counted;
  const chip = (result: Result | undefined, label: string, count: number) => (
    <Link
      key={result ?? "all"}
      to="/m/$slug/imports/$importId"
      params={{ slug, importId }}
      search={result ? { result } : {}}
      replace
      resetScroll={false}
      aria-current={chosen === result ? "true" : undefined}
      className={chipClass(chosen === result)}
    >
      {label} <span className="tabular-nums">{number.format(count)}</span>
    </Link>
  );
  return (
    <nav
      aria-label={t("imports.triage.filter")}
      className="flex gap-2 max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:[scrollbar-width:none] sm:flex-wrap"
    >
      {chip(undefined, t("imports.triage.all"), rows.length)}
      {offered.map(({ result, count }) => chip(result, t(`imports.result.${result}`), count))}
    </nav>
  );
}
