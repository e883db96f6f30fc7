import type { Permission } from "@nexusone/contracts/permissions";
import { Eye } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

/** Says once, at the top, that this role may look but not change. */
export function ReadOnly({ permission }: { permission: Permission }) {
  const t = useT();
  const { can, membership } = useShop();
  if (can(permission)) return null;
  return (
    <p className="flex items-center gap-2 rounded-md border border-line bg-sunken px-3 py-2 text-sm text-soft">
      <Eye size={15} className="shrink-0 text-muted" aria-hidden />
      {t("settings.readOnly", { role: t(`role.${membership.role}`) })}
    </p>
  );
}
