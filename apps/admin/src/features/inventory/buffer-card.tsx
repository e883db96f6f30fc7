import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";

/** How many units of every variant no order gets. */
export function BufferCard() {
  const t = useT();
  const { api } = useShop();
  const settings = useQuery(api.orders.getSettings.queryOptions());
  return (
    <Card title={t("orders.buffer")} hint={t("orders.bufferHint")}>
      {settings.isPending ? (
        <Skeleton className="h-9 w-60" />
      ) : settings.isError ? (
        <Refused error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <BufferForm safetyBuffer={settings.data.safetyBuffer} />
      )}
    </Card>
  );
}

function BufferForm({ safetyBuffer }: { safetyBuffer: number }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("settings:manage");
  const [text, setText] = useState(String(safetyBuffer));
  const wrong = !/^\d{1,6}$/.test(text.trim());
  const save = useMutation(
    api.orders.saveSettings.mutationOptions({
      onSuccess: () => void toastDone(t("common.saved")),
      onSettled: () => queryClient.invalidateQueries(api.orders.pathFilter()),
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!refused && !wrong) save.mutate({ safetyBuffer: Number(text) });
      }}
    >
      <Input
        className="w-60"
        label={t("orders.buffer")}
        hideLabel
        inputMode="numeric"
        disabled={refused !== undefined}
        value={text}
        error={wrong ? t("inventory.wholeUnits") : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" refused={refused} busy={save.isPending}>
        {t("orders.saveBuffer")}
      </Button>
      <Refused error={save.error} bare />
    </form>
  );
}
