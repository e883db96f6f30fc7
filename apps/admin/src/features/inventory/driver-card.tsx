import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";

/** Who brings orders of own products by themselves. */
export function DriverCard() {
  const t = useT();
  const { api } = useShop();
  const settings = useQuery(api.deliveries.getSettings.queryOptions());
  return (
    <Card title={t("deliveries.auto")} hint={t("deliveries.autoHint")}>
      {settings.isPending ? (
        <Skeleton className="h-9 w-60" />
      ) : settings.isError ? (
        <Refused error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <DriverForm driverName={settings.data.driverName ?? ""} />
      )}
    </Card>
  );
}

function DriverForm({ driverName }: { driverName: string }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("settings:manage");
  const [text, setText] = useState(driverName);
  const save = useMutation(
    api.deliveries.saveSettings.mutationOptions({
      onSuccess: () => void toastDone(t("common.saved")),
      onSettled: () => queryClient.invalidateQueries(api.deliveries.pathFilter()),
    }),
  );
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!refused) save.mutate({ driverName: text.trim() || null });
      }}
    >
      <Input
        className="w-60"
        label={t("deliveries.driver")}
        maxLength={100}
        disabled={refused !== undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" refused={refused} busy={save.isPending}>
        {t("common.save")}
      </Button>
      <Refused error={save.error} bare />
    </form>
  );
}
