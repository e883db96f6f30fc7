import { Dialog } from "@nexusone/ui/dialog";
import { Link } from "@tanstack/react-router";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { MORE_GROUPS, NAV_SETTINGS } from "./nav.ts";
import { ShopSwitch } from "./shop-switch.tsx";

/** What a phone's bottom bar has no room for: the other places, the settings, the other shops. */
export function MoreSheet({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <Dialog open onOpenChange={onClose} title={t("nav.more")}>
      <nav aria-label={t("nav.more")} className="flex flex-col gap-4">
        {MORE_GROUPS.map(({ label, entries }) => (
          <div key={label}>
            <p className="mb-1 px-2 text-xs font-medium text-muted">{t(label)}</p>
            <ul className="grid grid-cols-2 gap-1">
              {entries.map((entry) => (
                <li key={entry.to}>
                  <Place {...entry} onClose={onClose} />
                </li>
              ))}
            </ul>
          </div>
        ))}
        <div className="grid grid-cols-2 items-center gap-1 border-t border-line pt-3">
          <Place {...NAV_SETTINGS} onClose={onClose} />
          <ShopSwitch narrow={false} everywhere />
        </div>
      </nav>
    </Dialog>
  );
}

function Place({ to, label, icon: Icon, onClose }: typeof NAV_SETTINGS & { onClose: () => void }) {
  const t = useT();
  const { slug } = useShop();
  return (
    <Link
      to={to}
      params={{ slug }}
      onClick={onClose}
      className="flex h-12 items-center gap-2.5 rounded-md px-2 font-medium text-ink hover:bg-hover data-[status=active]:bg-selected data-[status=active]:text-accent-ink"
    >
      <Icon size={18} className="shrink-0 text-muted" aria-hidden />
      <span className="min-w-0 truncate">{t(label)}</span>
    </Link>
  );
}
