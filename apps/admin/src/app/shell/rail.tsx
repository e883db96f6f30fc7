import { IconButton } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Link } from "@tanstack/react-router";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { UnreadBadge } from "../../features/inbox/unread-badge.tsx";
import { useShop } from "../../lib/shop.ts";
import { readChoice, writeChoice } from "../../lib/storage.ts";
import { Logo } from "../logo.tsx";
import { NAV_GROUPS, NAV_SETTINGS } from "./nav.ts";
import { ShopSwitch } from "./shop-switch.tsx";

export function Rail() {
  const t = useT();
  const [narrow, setNarrow] = useState(readChoice("rail") === "narrow");
  const toggle = (): void => {
    writeChoice("rail", narrow ? null : "narrow");
    setNarrow(!narrow);
  };
  return (
    <nav
      aria-label={t("nav.label")}
      className={cx(
        "hidden shrink-0 flex-col border-e border-line bg-canvas p-2 md:flex",
        narrow ? "w-14" : "w-14 lg:w-54",
      )}
    >
      <div className={cx("mb-3 flex h-8 items-center px-1.5", narrow ? "justify-center" : "gap-2")}>
        <Logo wordClass={narrow ? "hidden" : "hidden lg:inline"} />
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto">
        {NAV_GROUPS.map(({ label, entries }) => (
          <div key={label}>
            <p className={cx("mb-1 px-2.5 text-2xs font-medium text-muted", narrow ? "sr-only" : "max-lg:sr-only")}>
              {t(label)}
            </p>
            <ul className="flex flex-col gap-0.5">
              {entries.map((entry) => (
                <li key={entry.to}>
                  <RailLink {...entry} narrow={narrow} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <div className="mt-2 flex flex-col gap-0.5">
        <RailLink {...NAV_SETTINGS} narrow={narrow} />
        <ShopSwitch narrow={narrow} />
        <div className="mt-1 hidden lg:block">
          <IconButton
            size="sm"
            label={t(narrow ? "nav.expand" : "nav.collapse")}
            icon={narrow ? <PanelLeftOpen size={16} aria-hidden /> : <PanelLeftClose size={16} aria-hidden />}
            onClick={toggle}
          />
        </div>
      </div>
    </nav>
  );
}

function RailLink({
  to,
  label,
  icon: Icon,
  counts,
  narrow,
}: (typeof NAV_GROUPS)[number]["entries"][number] & { narrow: boolean }) {
  const t = useT();
  const { slug } = useShop();
  return (
    <Link
      to={to}
      params={{ slug }}
      title={t(label)}
      className="flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium text-soft transition-colors hover:bg-hover hover:text-ink data-[status=active]:bg-surface data-[status=active]:text-ink data-[status=active]:shadow-[0_0_0_1px_var(--line)]"
    >
      <span className="relative shrink-0">
        <Icon size={16} aria-hidden />
        {counts ? (
          <span className={narrow ? undefined : "lg:hidden"}>
            <UnreadBadge corner />
          </span>
        ) : null}
      </span>
      <span className={narrow ? "sr-only" : "sr-only lg:not-sr-only"}>{t(label)}</span>
      {counts && !narrow ? (
        <span className="ms-auto hidden lg:block">
          <UnreadBadge corner={false} />
        </span>
      ) : null}
    </Link>
  );
}
