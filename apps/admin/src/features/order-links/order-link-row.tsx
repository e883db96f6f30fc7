import type { OrderLinkState } from "@nexusone/contracts/order-link-terms";
import { tellingLabel } from "@nexusone/contracts/variant-label";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Copy } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../app/confirm.tsx";
import { useT } from "../../i18n/context.tsx";
import { copyText } from "../../lib/copy.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { CompleteDialog } from "./complete-dialog.tsx";
import type { OrderLink } from "./order-links-query.ts";

const TONES: Record<OrderLinkState, Tone> = { pending: "wait", completed: "good", cancelled: "neutral" };

/** What is in the cart, for whom, how it stands, and what can be done with it. */
export function OrderLinkRow({ link }: { link: OrderLink }) {
  const t = useT();
  const { slug } = useShop();
  const refused = useRefusal("orders:manage");
  const [asking, setAsking] = useState<"complete" | "cancel">();
  const { items, note, status, order, orderLink, cartUrl, createdAt } = link;
  const told = items.map(
    ({ name, label, quantity }) => `${quantity} × ${[name, tellingLabel(label)].filter(Boolean).join(", ")}`,
  );
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-3 text-sm last:border-b-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium text-ink [overflow-wrap:anywhere]">
            {told.join(" · ") || t("orderLinks.cartAt", { host: new URL(cartUrl).host })}
          </span>
          <Badge tone={TONES[status]}>{t(`orderLinks.status.${status}`)}</Badge>
        </p>
        {note ? <p className="text-soft [overflow-wrap:anywhere]">{note}</p> : null}
        <p className="text-xs text-muted">
          <RelativeTime at={createdAt} />
          {order ? (
            <>
              {" · "}
              <Link
                to="/m/$slug/orders/$orderId"
                params={{ slug, orderId: order.id }}
                className="touch-target inline-flex items-center text-accent-ink hover:underline"
              >
                {t("orderLinks.order", { number: order.number })}
              </Link>
            </>
          ) : null}
        </p>
      </div>
      {status === "pending" ? (
        <div className="flex flex-wrap gap-2">
          <CopyButton text={orderLink} />
          <Button size="sm" refused={refused} onClick={() => setAsking("complete")}>
            {t("orderLinks.complete")}
          </Button>
          <Button size="sm" look="quiet" refused={refused} onClick={() => setAsking("cancel")}>
            {t("orderLinks.cancel")}
          </Button>
        </div>
      ) : null}
      {asking === "complete" ? <CompleteDialog id={link.id} onClose={() => setAsking(undefined)} /> : null}
      {asking === "cancel" ? <CancelDialog id={link.id} onClose={() => setAsking(undefined)} /> : null}
    </li>
  );
}

function CopyButton({ text }: { text: string }) {
  const t = useT();
  return (
    <Button size="sm" icon={<Copy size={14} aria-hidden />} onClick={() => void copyText(text, t)}>
      {t("orderLinks.copy")}
    </Button>
  );
}

function CancelDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const cancel = useMutation(
    api.orderLinks.cancel.mutationOptions({
      onSuccess: onClose,
      onSettled: () => queryClient.invalidateQueries(api.orderLinks.pathFilter()),
    }),
  );
  return (
    <Confirm
      title={t("orderLinks.cancelTitle")}
      action={t("orderLinks.cancel")}
      busy={cancel.isPending}
      error={cancel.error}
      onClose={onClose}
      onConfirm={() => cancel.mutate({ id })}
    >
      {t("orderLinks.cancelText")}
    </Confirm>
  );
}
