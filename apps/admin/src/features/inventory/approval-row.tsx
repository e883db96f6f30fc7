import { Money, RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Checkbox } from "@nexusone/ui/toggle";
import { PauseCircle } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { ProductLine } from "./product-line.tsx";

type Approval = Outputs["inventory"]["listApprovals"]["items"][number];
type Change = Approval["changes"][number];
const SHOWN = 4;

type Props = {
  approval: Approval;
  chosen: boolean;
  busy: boolean;
  refused: string | undefined;
  onChoose: (on: boolean) => void;
  onDecide: (decision: "approve" | "reject") => void;
};

/** One question: what the supplier changed, what would follow, and the two answers. */
export function ApprovalRow({ approval, chosen, busy, refused, onChoose, onDecide }: Props) {
  const t = useT();
  const { kind, name, changes, holds } = approval;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <Checkbox
        label={t("inventory.choose", { name })}
        hideLabel
        checked={chosen}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1.5">
        <div className="flex">
          <ProductLine {...approval} />
        </div>
        <p className="flex flex-wrap items-center gap-2 text-sm text-soft">
          {t(`inventory.ask.${kind}`)}
          {holds ? (
            <Badge tone="wait" icon={<PauseCircle size={12} aria-hidden />}>
              {t("inventory.notSold")}
            </Badge>
          ) : null}
        </p>
        <ul className="flex flex-col gap-0.5 text-sm tabular-nums">
          {changes.slice(0, SHOWN).map((change) => (
            <li key={`${change.field} ${change.variantId ?? change.label ?? ""}`}>
              <ChangeLine change={change} currency={approval.currency} />
            </li>
          ))}
        </ul>
        {changes.length > SHOWN ? (
          <p className="text-xs text-muted">{t("supplier.moreChanges", { count: changes.length - SHOWN })}</p>
        ) : null}
        <p className="text-xs text-muted">
          {t("inventory.found")} <RelativeTime at={approval.foundAt} />
        </p>
      </div>
      <div className="ms-auto flex gap-2">
        {(["reject", "approve"] as const).map((decision) => (
          <Button
            key={decision}
            size="sm"
            look={decision === "approve" ? "primary" : "plain"}
            busy={busy}
            refused={refused}
            aria-label={`${t(`inventory.${decision}`)}: ${name}`}
            onClick={() => onDecide(decision)}
          >
            {t(`inventory.${decision}`)}
          </Button>
        ))}
      </div>
    </li>
  );
}

function ChangeLine({ change, currency }: { change: Change; currency: string }) {
  const t = useT();
  const { field, label, from, to } = change;
  if (field === "price" && typeof from === "number" && typeof to === "number")
    return (
      <>
        {label}: <Money minor={from} currency={currency} /> → <Money minor={to} currency={currency} />
      </>
    );
  if (field === "stock") return <>{t("inventory.unitsLeft", { count: typeof to === "number" ? to : 0 })}</>;
  return <>{label ?? t("inventory.wholeProduct")}</>;
}
