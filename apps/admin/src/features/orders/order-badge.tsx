import type { OrderStatus } from "@nexusone/contracts/order-terms";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Ban, Check, CheckCheck, CircleDashed, type LucideIcon, Package, PauseCircle, Truck, X } from "lucide-react";
import { useT } from "../../i18n/context.tsx";

const LOOKS: Record<OrderStatus, { readonly tone: Tone; readonly icon: LucideIcon }> = {
  pending: { tone: "wait", icon: CircleDashed },
  on_hold: { tone: "wait", icon: PauseCircle },
  confirmed: { tone: "info", icon: Check },
  processing: { tone: "info", icon: Package },
  partially_shipped: { tone: "info", icon: Truck },
  shipped: { tone: "info", icon: Truck },
  delivered: { tone: "good", icon: CheckCheck },
  cancelled: { tone: "neutral", icon: Ban },
  failed: { tone: "bad", icon: X },
};

/** The public word of an order. */
export function OrderBadge({ status }: { status: OrderStatus }) {
  const t = useT();
  const { tone, icon: Icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon size={12} aria-hidden />}>
      {t(`orders.status.${status}`)}
    </Badge>
  );
}
