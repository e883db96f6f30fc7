import { orderCan } from "@nexusone/contracts/order-terms";
import { Button } from "@nexusone/ui/button";
import { Menu, MenuItem } from "@nexusone/ui/menu";
import { Ban, Ellipsis, PauseCircle, X } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import type { Asking, Order } from "./use-order.ts";

/** What can be done besides the next step. */
export function OrderActs({ order, onAsk }: { order: Order; onAsk: (about: Asking) => void }) {
  const t = useT();
  const refused = useRefusal("orders:manage");
  const icon = { size: 15, "aria-hidden": true } as const;
  const items = (
    [
      { act: "hold", icon: <PauseCircle {...icon} />, danger: false },
      { act: "cancel", icon: <Ban {...icon} />, danger: true },
      { act: "fail", icon: <X {...icon} />, danger: true },
    ] as const
  ).filter(({ act }) => orderCan[act](order));
  if (items.length === 0) return null;
  const trigger = (
    <Button refused={refused} icon={<Ellipsis size={15} aria-hidden />}>
      {t("orders.otherActs")}
    </Button>
  );
  if (refused) return trigger;
  return (
    <Menu align="end" trigger={trigger}>
      {items.map(({ act, icon: shown, danger }) => (
        <MenuItem key={act} icon={shown} danger={danger} onSelect={() => onAsk(act)}>
          {t(`orders.act.${act}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
