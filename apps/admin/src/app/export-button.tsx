import type { Permission } from "@nexusone/contracts/permissions";
import { Button } from "@nexusone/ui/button";
import { useMutation } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { useT } from "../i18n/context.tsx";
import { useRefusal, useShop } from "../lib/shop.ts";
import { toastDone, toastSaid } from "../lib/toast.ts";

type Props = { path: string; name: string; body: object; permission?: Permission };

/** Saves what a list shows as a file, all of it; for who may note money, unless it is about something else. */
export function ExportButton({ path, name, body, permission = "payments:manage" }: Props) {
  const t = useT();
  const { slug, membership } = useShop();
  const refused = useRefusal(permission);
  const file = useMutation({
    // Loaded when it is needed: it knows every refusal's words.
    mutationFn: async () =>
      (await import("../lib/download.ts")).downloadFile(path, {
        merchantId: membership.merchantId,
        fileName: `${slug}-${name}-${new Date().toISOString().slice(0, 10)}.csv`,
        body,
      }),
    onSuccess: (answer) =>
      answer.ok ? toastDone(t("orders.exported")) : toastSaid(answer.said?.sentence ?? t("error.unreachable")),
  });
  return (
    <Button
      icon={<FileDown size={15} aria-hidden />}
      refused={refused}
      busy={file.isPending}
      onClick={() => file.mutate()}
    >
      {t("orders.export")}
    </Button>
  );
}
