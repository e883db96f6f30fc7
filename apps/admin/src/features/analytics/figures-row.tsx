import type { Figure } from "@nexusone/contracts/analytics-terms";
import { Skeleton } from "@nexusone/ui/layout";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { FIGURE_PLACES, figureText } from "./figures.ts";

type Props = {
  pinned: readonly Figure[];
  usage: Outputs["analytics"]["getUsage"] | undefined;
  credits: Outputs["analytics"]["getCreditUse"] | undefined;
};

/** The figures a person wants at the head, each a way to the rows behind it. */
export function FiguresRow({ pinned, usage, credits }: Props) {
  const { t } = useI18n();
  if (pinned.length === 0) return null;
  return (
    <ul aria-label={t("analytics.figures")} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {pinned.map((figure) => (
        <li key={figure}>
          <FigureTile figure={figure} usage={usage} credits={credits} />
        </li>
      ))}
    </ul>
  );
}

const tile = "block h-full rounded-md border border-line bg-surface px-4 py-3 hover:border-line-strong hover:bg-hover";

function FigureTile({ figure, usage, credits }: Omit<Props, "pinned"> & { figure: Figure }) {
  const { t, locale } = useI18n();
  const { slug } = useShop();
  const text = usage && figureText(figure, usage, credits, locale);
  const inside = (
    <>
      <span className="block text-xs text-muted">{t(`analytics.figure.${figure}`)}</span>
      {usage ? (
        <span className="block text-xl font-semibold tabular-nums text-ink">{text ?? t("analytics.none")}</span>
      ) : (
        <Skeleton className="my-1 h-6 w-20" />
      )}
      <span className="block text-pretty text-xs text-muted">{t(`analytics.figureHint.${figure}`)}</span>
    </>
  );
  const place = FIGURE_PLACES[figure];
  if (place === "ledger")
    return (
      <Link to="/m/$slug/settings/plan" params={{ slug }} className={tile}>
        {inside}
      </Link>
    );
  if (place === "work")
    return (
      <Link to="/m/$slug/system" params={{ slug }} search={{ status: "failed" }} className={tile}>
        {inside}
      </Link>
    );
  return (
    <Link to="/m/$slug/analytics" params={{ slug }} search={(search) => search} hash={place} className={tile}>
      {inside}
    </Link>
  );
}
