import { instantText } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { Split } from "lucide-react";
import { useState } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import type { Customer } from "./customer-page.tsx";
import { UnmergeDialog } from "./unmerge-dialog.tsx";

/** Who was made one with this customer, when and by whom, and the way back. Nothing when nobody was. */
export function MergesCard({ customer: { name: called, merges } }: { customer: Customer }) {
  const { t, locale } = useI18n();
  const refused = useRefusal("contacts:edit");
  const [parting, setParting] = useState<string>();
  if (merges.length === 0) return null;
  return (
    <Card flush title={t("customers.merges")} hint={t("customers.mergesHint")}>
      <ul aria-label={t("customers.merges")}>
        {merges.map(({ id, name, byName, at }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 border-b border-line px-4 py-2.5 last:border-b-0"
          >
            <p className="min-w-0 flex-1 basis-56 text-ink">
              {t("customers.mergedWith", {
                name: name || t("customers.unnamed"),
                date: instantText(at, locale, undefined),
                by: byName,
              })}
            </p>
            <Button size="sm" icon={<Split size={14} aria-hidden />} refused={refused} onClick={() => setParting(id)}>
              {t("customers.unmerge")}
            </Button>
          </li>
        ))}
      </ul>
      {parting === undefined ? null : (
        <UnmergeDialog
          mergeId={parting}
          stays={called || t("customers.unnamed")}
          onClose={() => setParting(undefined)}
        />
      )}
    </Card>
  );
}
