import type { CampaignId } from "@nexusone/contracts/ids";
import { cx } from "@nexusone/ui/cx";
import { Link } from "@tanstack/react-router";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { CAMPAIGN_STEPS, type CampaignStep } from "./campaigns-query.ts";

/** Where in the making of a campaign one is; what is kept already can be gone back to. */
export function Steps({ at, id }: { at: CampaignStep; id?: CampaignId }) {
  const t = useT();
  const { slug } = useShop();
  return (
    <nav aria-label={t("campaigns.steps")}>
      <ol className="flex gap-2 sm:grid sm:grid-cols-4">
        {CAMPAIGN_STEPS.map((step, nth) => {
          const here = step === at;
          const look = cx(
            "touch-target flex w-full items-center gap-2 rounded-md border px-2 py-1.5 text-sm",
            here ? "border-accent-ink text-ink font-medium" : "border-line text-soft",
          );
          const said = (
            <>
              <span
                aria-hidden
                className={cx(
                  "grid size-5 shrink-0 place-items-center rounded-full text-xs tabular-nums",
                  here ? "bg-accent text-on-accent" : "bg-sunken text-soft",
                )}
              >
                {nth + 1}
              </span>
              <span className={cx("truncate", here ? null : "max-sm:sr-only")}>{t(`campaigns.step.${step}`)}</span>
            </>
          );
          return (
            <li key={step} className={cx("min-w-0", here ? "max-sm:flex-1" : "max-sm:flex-none")}>
              {id ? (
                <Link
                  to="/m/$slug/campaigns/$campaignId"
                  params={{ slug, campaignId: id }}
                  search={{ step }}
                  aria-current={here ? "step" : undefined}
                  className={cx(look, "hover:bg-hover")}
                >
                  {said}
                </Link>
              ) : (
                <span aria-current={here ? "step" : undefined} className={look}>
                  {said}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
