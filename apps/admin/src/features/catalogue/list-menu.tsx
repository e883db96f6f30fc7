import { IconButton } from "@nexusone/ui/button";
import { Menu, MenuItem } from "@nexusone/ui/menu";
import { useMutation } from "@tanstack/react-query";
import { Download, Ellipsis } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { downloadFile } from "../../lib/download.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone, toastSaid } from "../../lib/toast.ts";
import { filterInput, type ListFilters } from "./list-search.ts";

/** What one does with the list as it is filtered now. */
export function ListMenu({ filters }: { filters: ListFilters }) {
  const t = useT();
  const { membership, slug } = useShop();
  const refused = useRefusal("catalog:edit");
  const file = useMutation({
    mutationFn: () =>
      downloadFile("/api/catalogue/export", {
        merchantId: membership.merchantId,
        fileName: `${slug}-${new Date().toISOString().slice(0, 10)}.csv`,
        body: filterInput(filters),
      }),
    onSuccess: (answer) =>
      answer.ok ? toastDone(t("catalogue.exported")) : toastSaid(answer.said?.sentence ?? t("error.unreachable")),
  });
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          size="sm"
          label={t("catalogue.menu")}
          busy={file.isPending}
          icon={<Ellipsis size={15} aria-hidden />}
        />
      }
    >
      <MenuItem
        icon={<Download size={14} aria-hidden />}
        disabled={refused !== undefined}
        hint={refused}
        onSelect={() => file.mutate()}
      >
        {t("catalogue.export")}
      </MenuItem>
    </Menu>
  );
}
