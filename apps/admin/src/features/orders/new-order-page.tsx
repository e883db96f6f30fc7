import { OrderNumber } from "@nexusone/contracts/orders";
import { amountText } from "@nexusone/contracts/money";
import { Money } from "@nexusone/ui/amounts";
import { Button, buttonClass } from "@nexusone/ui/button";
import { Input, Textarea } from "@nexusone/ui/field";
import { Card, EmptyState, PageHeader } from "@nexusone/ui/layout";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { typedText } from "../../lib/typed-text.ts";
import { AddressFields, emptyAddress } from "../customers/address-fields.tsx";
import { Crumbs } from "../../app/crumbs.tsx";
import { DraftLines } from "./draft-lines.tsx";
import { minorOf, quantityOf, totalOf, type DraftLine, type Sellable } from "./new-order-form.ts";
import { ProductPicker } from "./product-picker.tsx";

const NOTHING = { number: "", email: "", shipping: "", discount: "", note: "" };

/** An order as somebody takes it by phone or from another place: one page, one button. */
export function NewOrderPage() {
  const { t, locale } = useI18n();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const refused = useRefusal("orders:manage");
  const settings = useSuspenseQuery(api.merchants.getSettings.queryOptions()).data;
  const { currency } = settings;
  const [values, setValues] = useState(NOTHING);
  const [address, setAddress] = useState(emptyAddress(settings.destinationCountry));
  const [lines, setLines] = useState<readonly DraftLine[]>([]);
  const [checked, setChecked] = useState(false);
  const create = useMutation(
    api.orders.create.mutationOptions({
      onSuccess: async ({ order }) => {
        queryClient.setQueryData(api.orders.get.queryKey({ id: order.id }), order);
        void toastDone(t("orders.created", { number: order.number }));
        void queryClient.invalidateQueries(api.orders.pathFilter());
        void queryClient.invalidateQueries(api.inventory.pathFilter());
        await navigate({ to: "/m/$slug/orders/$orderId", params: { slug, orderId: order.id }, replace: true });
      },
      // What is free may be another number by now.
      onError: () => void queryClient.invalidateQueries(api.orders.findSellable.pathFilter()),
    }),
  );
  const set = (part: Partial<typeof NOTHING>): void => setValues({ ...values, ...part });
  const total = totalOf(lines, values, currency);
  const numberWrong = values.number.trim() !== "" && !OrderNumber.safeParse(values.number).success;
  const add = (item: Sellable): void =>
    setLines([...lines, { item, quantity: "1", price: typedText(amountText(item.priceMinor, currency), locale) }]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (lines.length === 0 || total === undefined || total < 0 || numberWrong) return;
    create.mutate({
      ...(values.number.trim() && { number: values.number.trim() }),
      customer: { email: values.email.trim() },
      address,
      lines: lines.map(({ item, quantity, price }) => ({
        variantId: item.variantId,
        // Checked with the total above.
        quantity: quantityOf(quantity) ?? 1,
        priceMinor: minorOf(price, currency) ?? 0,
      })),
      shippingMinor: minorOf(values.shipping, currency) ?? 0,
      discountMinor: minorOf(values.discount, currency) ?? 0,
      note: values.note,
    });
  };
  const amount = (field: "shipping" | "discount") => (
    <Input
      label={t(`orders.${field}`)}
      optional
      inputMode="decimal"
      suffix={currency}
      controlClassName="pe-12"
      value={values[field]}
      error={minorOf(values[field], currency) === undefined ? t("form.amount") : undefined}
      onChange={(event) => set({ [field]: event.target.value })}
    />
  );
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("orders.new")} · NexusOne`}</title>
      <PageHeader crumbs={<Crumbs list="orders" here={t("orders.new")} />} title={t("orders.new")} />
      {refused !== undefined ? (
        <EmptyState
          icon={<Lock size={18} aria-hidden />}
          title={refused}
          action={
            <Link to="/m/$slug/orders" params={{ slug }} className={buttonClass()}>
              {t("orders.title")}
            </Link>
          }
        />
      ) : (
        <form noValidate onSubmit={submit} className="flex flex-col gap-4">
          <p className="text-sm text-muted">{t("orders.newHint")}</p>
          <Card title={t("orders.lines")}>
            <div className="flex flex-col gap-4">
              <DraftLines lines={lines} currency={currency} onChange={setLines} />
              {checked && lines.length === 0 ? <p className="text-sm text-bad">{t("orders.needLine")}</p> : null}
              <ProductPicker chosen={new Set(lines.map(({ item }) => item.variantId))} onAdd={add} />
            </div>
          </Card>
          <Card title={t("orders.whoFor")}>
            <div className="grid gap-4 sm:grid-cols-2">
              <AddressFields address={address} checked={checked} onChange={setAddress} />
              <Input
                label={t("orders.email")}
                optional
                type="email"
                maxLength={200}
                value={values.email}
                onChange={(event) => set({ email: event.target.value })}
              />
            </div>
          </Card>
          <Card title={t("orders.facts")}>
            <div className="grid gap-4 sm:grid-cols-3">
              <Input
                label={t("orders.ownNumber")}
                optional
                hint={t("orders.ownNumberHint")}
                maxLength={50}
                value={values.number}
                error={numberWrong ? t("orders.numberWrong") : undefined}
                onChange={(event) => set({ number: event.target.value })}
              />
              {amount("shipping")}
              {amount("discount")}
              <Textarea
                className="sm:col-span-3"
                label={t("orders.note")}
                optional
                hint={t("orders.noteHint")}
                maxLength={2_000}
                dir="auto"
                value={values.note}
                onChange={(event) => set({ note: event.target.value })}
              />
            </div>
          </Card>
          <div className="flex flex-wrap items-center justify-end gap-3">
            <span className="min-w-0 flex-1 basis-60">
              <Refused error={create.error} bare />
            </span>
            {total === undefined ? null : (
              <span className="text-sm text-soft">
                {t("orders.total")} <Money minor={total} currency={currency} className="font-semibold text-ink" />
              </span>
            )}
            <Button type="submit" look="primary" busy={create.isPending}>
              {t("orders.create")}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
