import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input } from "@nexusone/ui/field";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useDelayed } from "../../lib/use-delayed.ts";
import { useShop } from "../../lib/shop.ts";
import type { Customer } from "./customer-page.tsx";
import { useMerge } from "./use-merge.ts";

/** Finds the other one by words and takes them in. */
export function MergeDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const [text, setText] = useState("");
  const [other, setOther] = useState<Customer["id"]>();
  const q = useDelayed(text.trim(), 200);
  const found = useQuery(
    api.contacts.list.queryOptions({ limit: 8, ...(q ? { q } : {}) }, { placeholderData: keepPreviousData }),
  );
  const merge = useMerge(onClose);
  const name = customer.name || t("customers.unnamed");
  const others = (found.data?.items ?? []).filter(({ id }) => id !== customer.id);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("customers.mergeTitle", { name })}
      description={t("customers.mergeText")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            look="danger"
            busy={merge.isPending}
            refused={other === undefined ? t("customers.mergePick") : undefined}
            onClick={() => other && merge.mutate({ id: customer.id, mergedId: other })}
          >
            {t("customers.mergeAction", { name })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Refused error={merge.error ?? found.error} />
        <Input
          label={t("customers.search")}
          placeholder={t("customers.searchPlaceholder")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <fieldset className="flex flex-col gap-1">
          <legend className="sr-only">{t("customers.mergePick")}</legend>
          {others.map(({ id, name: called, identifiers }) => (
            <label key={id} className="touch-target flex items-center gap-3 rounded-md px-2 py-1.5 hover:bg-hover">
              <input
                type="radio"
                name="other"
                className="size-4 shrink-0 accent-accent"
                checked={other === id}
                onChange={() => setOther(id)}
              />
              <span className="min-w-0">
                <bdi className="block truncate text-ink">{called || t("customers.unnamed")}</bdi>
                <span className="block truncate text-xs text-muted">
                  {identifiers.map(({ value }) => value).join(" · ") || t("customers.noContact")}
                </span>
              </span>
            </label>
          ))}
          {found.isSuccess && others.length === 0 ? <p className="text-muted">{t("customers.nothingFound")}</p> : null}
        </fieldset>
      </div>
    </Dialog>
  );
}
