import { Input } from "@nexusone/ui/field";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { toastDone, toastFailed } from "../../lib/toast.ts";

type Level = Outputs["inventory"]["listLevels"]["items"][number];

/** What counts as low for this product; empty goes back to the shop's. Saved when left. */
export function LowStockField({ level }: { level: Level }) {
  const t = useT();
  const { api, can } = useShop();
  const queryClient = useQueryClient();
  const stored = level.ownThreshold ? String(level.lowStockAt) : "";
  const [text, setText] = useState(stored);
  const save = useMutation(
    api.inventory.setLowStock.mutationOptions({
      onSuccess: () => void toastDone(t("common.saved")),
      onError: (error) => {
        setText(stored);
        void toastFailed(error, t);
      },
      onSettled: () => queryClient.invalidateQueries(api.inventory.pathFilter()),
    }),
  );
  const wrong = text !== "" && !/^\d{1,6}$/.test(text);
  const leave = (): void => {
    if (wrong || text === stored) return;
    save.mutate({ productId: level.productId, lowStockAt: text === "" ? null : Number(text) });
  };
  return (
    <Input
      label={`${t("inventory.lowAt")}: ${level.name}`}
      hideLabel
      inputMode="numeric"
      placeholder={t("inventory.shopLow", { count: level.lowStockAt })}
      value={text}
      disabled={!can("catalog:edit") || save.isPending}
      error={wrong ? t("inventory.wholeUnits") : undefined}
      onChange={(event) => setText(event.target.value.trim())}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Enter") leave();
      }}
    />
  );
}
