import { cx } from "@nexusone/ui/cx";
import { useT } from "../../i18n/context.tsx";
import { useUnread } from "./use-unread.ts";

/** The number at the inbox's entry in the navigation; nothing when all was looked at. */
export function UnreadBadge({ corner }: { corner: boolean }) {
  const t = useT();
  const unread = useUnread();
  if (unread === 0) return null;
  return (
    <span
      className={cx(
        "grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 text-2xs font-semibold tabular-nums text-on-accent",
        corner ? "absolute -end-2 -top-1.5" : "ms-auto",
      )}
    >
      <span aria-hidden>{unread > 99 ? "99+" : unread}</span>
      <span className="sr-only">{t("nav.unread", { count: unread })}</span>
    </span>
  );
}
