import { Button } from "@nexusone/ui/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useT } from "../../../i18n/context.tsx";
import { saveFile } from "../../../lib/save-file.ts";
import { useShop } from "../../../lib/shop.ts";
import { toastDone, toastFailed } from "../../../lib/toast.ts";
import { filterOf, type AuditSearch } from "./audit-search.ts";

/** What is filtered, as a file for a spreadsheet; says so when it is not all of it. */
export function ExportButton({ search }: { search: AuditSearch }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      queryClient.fetchQuery(
        api.audit.export.queryOptions({ format: "csv", ...filterOf(search) }, { staleTime: 0, gcTime: 0 }),
      ),
    onSuccess: ({ content, contentType, fileName, rows, truncated }) => {
      // The mark tells spreadsheets that the text is UTF-8.
      saveFile(new Blob(["\uFEFF", content], { type: contentType }), fileName);
      void toastDone(t(truncated ? "audit.exportedPart" : "audit.exported", { count: rows }));
    },
    onError: (error) => void toastFailed(error, t),
  });
  return (
    <Button busy={save.isPending} onClick={() => save.mutate()}>
      <Download size={15} aria-hidden />
      {t("audit.export")}
    </Button>
  );
}
