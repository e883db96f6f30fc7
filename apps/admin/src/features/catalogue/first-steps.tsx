import { ENTITLEMENTS } from "@nexusone/contracts/plans";
import { buttonClass } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

type Step = {
  readonly id: "connect" | "pair" | "import";
  readonly to: "/m/$slug/settings/cj" | "/m/$slug/settings/extension" | "/m/$slug/imports/new";
  readonly done: boolean;
};

/** From an empty shop to its first product. What is done already says so; the next step has the one coloured button. */
export function FirstSteps() {
  const t = useT();
  const { api, slug, membership, can } = useShop();
  const extension = ENTITLEMENTS[membership.plan].extension && can("extension:use");
  const cj = useQuery(api.cj.getStatus.queryOptions());
  const browsers = useQuery(api.extension.listSessions.queryOptions(undefined, { enabled: extension }));
  const steps: readonly Step[] = [
    { id: "connect", to: "/m/$slug/settings/cj", done: cj.data?.connection != null },
    ...(extension
      ? ([
          {
            id: "pair",
            to: "/m/$slug/settings/extension",
            done: browsers.data?.some(({ status }) => status === "active") === true,
          },
        ] as const)
      : []),
    { id: "import", to: "/m/$slug/imports/new", done: false },
  ];
  const next = steps.find(({ done }) => !done)?.id;
  return (
    <ol className="mx-auto flex max-w-xl flex-col rounded-md border border-line bg-surface">
      {steps.map(({ id, to, done }, at) => (
        <li key={id} className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3 last:border-b-0">
          <span
            aria-hidden
            className={cx(
              "grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold",
              done ? "bg-good-soft text-good" : id === next ? "bg-selected text-accent-ink" : "bg-sunken text-muted",
            )}
          >
            {done ? <Check size={14} /> : at + 1}
          </span>
          <div className="min-w-0 flex-1 basis-52">
            <h3 className="font-medium text-ink">{t(`catalogue.steps.${id}`)}</h3>
            <p className="text-pretty text-xs text-muted">{t(`catalogue.steps.${id}Text`)}</p>
          </div>
          {done ? (
            <span className="text-xs font-medium text-good">{t("catalogue.steps.done")}</span>
          ) : (
            <Link
              to={to}
              params={{ slug }}
              className={cx(buttonClass({ look: id === next ? "primary" : "plain" }), "max-sm:ms-9")}
            >
              {t(`catalogue.steps.${id}Action`)}
            </Link>
          )}
        </li>
      ))}
    </ol>
  );
}
