import { fill } from "@nexusone/contracts/locale";
import { kindOf } from "@nexusone/contracts/notification-kinds";
import { type NotificationView } from "@nexusone/contracts/notifications";
import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import { RelativeTime } from "@nexusone/ui/amounts";
import { cx } from "@nexusone/ui/cx";
import { Link } from "@tanstack/react-router";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { useI18n } from "../../i18n/context.tsx";
import { remedyPath } from "../../lib/remedy-path.ts";
import { useShop } from "../../lib/shop.ts";

const ICONS = { info: Info, warning: TriangleAlert, critical: CircleAlert } as const;
const TONES = { info: "text-info", warning: "text-wait", critical: "text-bad" } as const;

/** One notice: what happened, how often, why, and the way to it. Opening it marks it as read. */
export function NoticeRow({ notice, onOpen }: { notice: NotificationView; onOpen: () => void }) {
  const { t, locale } = useI18n();
  const { slug } = useShop();
  const { one, many, path } = kindOf(notice.kind);
  const Icon = ICONS[notice.level];
  const unread = notice.readAt === null;
  const number = new Intl.NumberFormat(locale);
  const title = fill((notice.count === 1 ? one : many)[locale], {
    ...notice.params,
    count: number.format(notice.count),
  });
  const reason = notice.params["reason"];
  const why = isReasonCode(reason) ? explain(reason, locale).sentence : undefined;
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to={remedyPath(fill(path, notice.params), slug)}
        onClick={onOpen}
        className="flex items-start gap-3 px-4 py-3 transition-colors hover:bg-hover"
      >
        <Icon size={16} className={cx("mt-0.5 shrink-0", TONES[notice.level])} aria-hidden />
        <span className="flex min-w-0 flex-1 flex-col gap-x-3 md:flex-row">
          <span className="min-w-0 flex-1">
            <span className={cx("block text-sm", unread ? "font-semibold text-ink" : "text-soft")}>
              {title}
              {unread ? <span className="sr-only"> ({t("notices.isUnread")})</span> : null}
            </span>
            {why !== undefined && !/\{\w+\}/.test(why) ? <span className="block text-xs text-muted">{why}</span> : null}
          </span>
          <span className="shrink-0 whitespace-nowrap text-xs text-muted">
            <RelativeTime at={notice.lastAt} />
          </span>
        </span>
        <span
          className={cx("mt-1.5 size-2 shrink-0 rounded-full", unread ? "bg-accent" : "bg-transparent")}
          aria-hidden
        />
      </Link>
    </li>
  );
}
