import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bell as BellIcon } from "lucide-react";
import { buttonClass } from "@nexusone/ui/button";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

const MOST = 99;

/** How many notices are unread, from every screen. */
export function Bell() {
  const t = useT();
  const { api, slug } = useShop();
  const { data } = useQuery(api.notifications.list.queryOptions({ limit: 1 }));
  const unread = data?.unread ?? 0;
  const label = unread === 0 ? t("notices.title") : t("notices.unread", { count: unread });
  return (
    <Link
      to="/m/$slug/notifications"
      params={{ slug }}
      aria-label={label}
      title={label}
      className={buttonClass({ look: "quiet", square: true })}
    >
      <span className="relative" aria-hidden>
        <BellIcon size={16} />
        {unread > 0 ? (
          <span className="absolute -end-2 -top-2 grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 text-2xs font-semibold tabular-nums text-on-accent">
            {unread > MOST ? `${MOST}+` : unread}
          </span>
        ) : null}
      </span>
    </Link>
  );
}
