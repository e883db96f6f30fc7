import { cx } from "@nexusone/ui/cx";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "@nexusone/ui/menu";
import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, Plus } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? "")
    .join("");

/** The shop at hand, and the way to another one. */
export function ShopSwitch({ narrow, everywhere }: { narrow: boolean; everywhere?: boolean }) {
  const t = useT();
  const { me, membership } = useShop();
  const navigate = useNavigate();
  const wide = everywhere ? "block" : narrow ? "sr-only" : "sr-only lg:not-sr-only lg:block";
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          title={membership.name}
          className="flex h-10 w-full items-center gap-2 rounded-md px-1.5 text-start hover:bg-hover"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-md bg-selected text-2xs font-semibold text-accent-ink"
          >
            {initials(membership.name)}
          </span>
          <span className="sr-only">{t("shop.switch")}: </span>
          <span className={cx("min-w-0 flex-1", wide)}>
            <span className="block truncate text-sm font-medium leading-4 text-ink">{membership.name}</span>
            <span className="block truncate text-2xs leading-4 text-muted">{t(`role.${membership.role}`)}</span>
          </span>
          <ChevronsUpDown
            size={14}
            className={cx("shrink-0 text-muted", narrow ? "hidden" : "hidden lg:block")}
            aria-hidden
          />
        </button>
      }
    >
      <MenuLabel>{t("shop.switch")}</MenuLabel>
      {me.memberships.map(({ merchantId, slug, name, isDemo }) => (
        <MenuChoice
          key={merchantId}
          checked={merchantId === membership.merchantId}
          hint={isDemo ? t("shop.demo") : undefined}
          onSelect={() => void navigate({ to: "/m/$slug/catalogue", params: { slug } })}
        >
          {name}
        </MenuChoice>
      ))}
      <MenuLine />
      <MenuItem icon={<Plus size={15} aria-hidden />} onSelect={() => void navigate({ to: "/welcome" })}>
        {t("auth.noShop.action")}
      </MenuItem>
    </Menu>
  );
}
