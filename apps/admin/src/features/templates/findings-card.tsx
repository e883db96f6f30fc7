import { Badge } from "@nexusone/ui/badge";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { CircleAlert, CircleCheck, Coins, TriangleAlert } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import type { Check } from "./use-check.ts";
import { useCategoryName } from "./template-words.tsx";

const TONE = { refused: "text-bad", rejected: "text-bad", recategorised: "text-wait" } as const;

type Props = { check: Check | undefined; category: string; isBlank: boolean };

/** What Meta would say to it, as what it will take it, and what that costs. */
export function FindingsCard({ check, category, isBlank }: Props) {
  const t = useT();
  const categoryName = useCategoryName();
  if (isBlank)
    return (
      <Card title={t("templates.check")}>
        <p className="text-sm text-muted">{t("templates.blankCheck")}</p>
      </Card>
    );
  if (!check)
    return (
      <Card title={t("templates.check")}>
        <Skeleton className="h-16 w-full" />
      </Card>
    );
  const { findings, guess, priceClass } = check;
  return (
    <Card title={t("templates.check")} hint={t("templates.checkHint")}>
      <div className="flex flex-col gap-3 text-sm" aria-live="polite">
        {findings.length === 0 ? (
          <p className="flex items-start gap-2 text-ink">
            <CircleCheck size={16} className="mt-0.5 shrink-0 text-good" aria-hidden />
            {t("templates.noFindings")}
          </p>
        ) : (
          <ul className="flex flex-col gap-2">
            {findings.map(({ code, part, outcome, sentence, remedy }) => {
              const Icon = outcome === "recategorised" ? TriangleAlert : CircleAlert;
              return (
                <li key={`${code} ${part}`} data-finding={code} className="flex items-start gap-2">
                  <Icon size={16} className={`mt-0.5 shrink-0 ${TONE[outcome]}`} aria-hidden />
                  <span className="min-w-0">
                    <span className="text-ink">{sentence}</span> <span className="text-soft">{remedy}</span>
                    <span className="block text-xs text-muted">{t(`templates.outcome.${outcome}`)}</span>
                  </span>
                </li>
              );
            })}
          </ul>
        )}
        <div className="flex items-start gap-2 border-t border-line pt-3">
          <Coins size={16} className="mt-0.5 shrink-0 text-muted" aria-hidden />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-2 text-ink">
              {t("templates.guess", { category: categoryName(guess.category) })}
              {guess.dearer ? <Badge tone="wait">{t("templates.dearer")}</Badge> : null}
            </p>
            {guess.because.length > 0 ? (
              <p className="text-xs text-muted">
                {t("templates.because")} <bdi>{guess.because.slice(0, 6).join(", ")}</bdi>
              </p>
            ) : null}
            {guess.category !== category && !guess.dearer ? (
              <p className="text-xs text-muted">{t("templates.askedFor", { category: categoryName(category) })}</p>
            ) : null}
            <p className="mt-1 text-xs text-soft">{t(`templates.price.${priceClass}`)}</p>
          </div>
        </div>
      </div>
    </Card>
  );
}
