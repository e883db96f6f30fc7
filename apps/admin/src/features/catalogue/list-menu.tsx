import { NEWEST_HITS_HEADER } from "@nexusone/contracts/export-terms";
import { IconButton } from "@nexusone/ui/button";
import { Menu, MenuItem } from "@nexusone/ui/menu";
import { useMutation } from "@tanstack/react-query";
import { Download, Ellipsis, ListChecks } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone, toastSaid } from "../../lib/toast.ts";
import { filterInput, type ListFilters } from "./list-search.ts";

/** What one does with the list as it is filtered now. */
export function ListMenu({ filters, onSelect }: { filters: ListFilters; onSelect: (() => void) | undefined }) {
  const t = useT();
  const { membership, slug } = useShop();
  const refused = useRefusal("catalog:edit");
  const file = useMutation({
    // Loaded when it is needed: it knows every refusal's words.
    mutationFn: async () =>
      (await import("../../lib/download.ts")).downloadFile("/api/catalogue/export", {
        merchantId: membership.merchantId,
        fileName: `${slug}-${new Date().toISOString().slice(0, 10)}.csv`,
        body: filterInput(filters),
      }),
    onSuccess: (answer) => {
      if (!answer.ok) return toastSaid(answer.said?.sentence ?? t("error.unreachable"));
      const newest = answer.headers.get(NEWEST_HITS_HEADER);
      return newest === null
        ? toastDone(t("catalogue.exported"))
        : toastSaid(t("catalogue.exportedNewest", { count: Number(newest) }));
    },
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
      {onSelect ? (
        <MenuItem icon={<ListChecks size={14} aria-hidden />} onSelect={onSelect}>
          {t("bulk.select")}
        </MenuItem>
      ) : null}
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
