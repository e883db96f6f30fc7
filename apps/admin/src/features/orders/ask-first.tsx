import { Input, Textarea } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "../../app/confirm.tsx";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { AddressFields } from "../customers/address-fields.tsx";
import { type Asking, type Order, useAct, useTakeOrder } from "./use-order.ts";

type Props = { order: Order; onClose: () => void };

/** The dialog of an act that asks something first. */
export function AskFirst({ about, ...props }: Props & { about: Asking }) {
  switch (about) {
    case "ship":
      return <Ship {...props} />;
    case "hold":
      return <Hold {...props} />;
    case "address":
      return <EditAddress {...props} />;
    case "cancel":
    case "fail":
      return <Hurt {...props} action={about} />;
  }
}

function Hurt({ order, action, onClose }: Props & { action: "cancel" | "fail" }) {
  const t = useT();
  const act = useAct(order);
  return (
    <Confirm
      title={t(`orders.${action}Title`, { number: order.number })}
      action={t(`orders.act.${action}`)}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onConfirm={() => act.mutate({ orderId: order.id, action }, { onSuccess: onClose })}
    >
      {t(`orders.${action}Text`)}
    </Confirm>
  );
}

function Hold({ order, onClose }: Props) {
  const t = useT();
  const act = useAct(order);
  const [note, setNote] = useState("");
  return (
    <FormDialog
      title={t("orders.holdTitle", { number: order.number })}
      action={t("orders.act.hold")}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ orderId: order.id, action: "hold", note }, { onSuccess: onClose })}
    >
      <Textarea
        label={t("orders.holdNote")}
        optional
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </FormDialog>
  );
}

function Ship({ order, onClose }: Props) {
  const t = useT();
  const act = useAct(order);
  const [values, setValues] = useState({ carrier: "", trackingNumber: "", trackingUrl: "" });
  const url = values.trackingUrl.trim();
  const wrong = url !== "" && !/^https:\/\/\S+\.\S+/.test(url);
  const submit = (): void => {
    if (wrong) return;
    const { carrier, trackingNumber } = values;
    const given = { carrier: carrier.trim(), trackingNumber: trackingNumber.trim(), ...(url && { trackingUrl: url }) };
    act.mutate({ orderId: order.id, action: "ship", ...given }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={t("orders.shipTitle", { number: order.number })}
      action={t("orders.act.ship")}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="text-soft">{t("orders.shipText")}</p>
      <Input
        label={t("orders.carrier")}
        optional
        maxLength={200}
        value={values.carrier}
        onChange={(event) => setValues({ ...values, carrier: event.target.value })}
      />
      <Input
        label={t("orders.tracking")}
        optional
        maxLength={100}
        value={values.trackingNumber}
        onChange={(event) => setValues({ ...values, trackingNumber: event.target.value })}
      />
      <Input
        label={t("orders.trackingUrl")}
        optional
        type="url"
        maxLength={500}
        value={values.trackingUrl}
        error={wrong ? t("form.invalid") : undefined}
        onChange={(event) => setValues({ ...values, trackingUrl: event.target.value })}
      />
    </FormDialog>
  );
}

function EditAddress({ order, onClose }: Props) {
  const t = useT();
  const { api } = useShop();
  const take = useTakeOrder();
  const [address, setAddress] = useState(order.address);
  const save = useMutation(
    api.orders.changeAddress.mutationOptions({
      onSuccess: async (changed) => {
        await take(changed);
        onClose();
      },
    }),
  );
  return (
    <FormDialog
      title={t("orders.editAddress")}
      action={t("orders.saveAddress")}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() => save.mutate({ id: order.id, address })}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <AddressFields address={address} checked onChange={setAddress} />
      </div>
    </FormDialog>
  );
}
