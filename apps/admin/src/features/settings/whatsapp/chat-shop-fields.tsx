import type { BusinessConfig } from "@nexusone/contracts/channels";
import { amountText } from "@nexusone/contracts/money";
import { Input } from "@nexusone/ui/field";
import { Switch } from "@nexusone/ui/toggle";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useI18n } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { typedText } from "../../../lib/typed-text.ts";
import { minorOf } from "../../orders/new-order-form.ts";

type Props = { readonly form: BusinessConfig; readonly put: (change: Partial<BusinessConfig>) => void };

/** What customers may do in the chat without anybody of the shop. */
export function ChatShopFields({ form, put }: Props) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const { currency } = useSuspenseQuery(api.merchants.getSettings.queryOptions()).data;
  const [delivery, setDelivery] = useState(typedText(amountText(form.chatShippingMinor, currency), locale));
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h3 className="text-sm font-medium text-soft">{t("channels.byItself")}</h3>
        <p className="mt-1 text-xs text-muted">{t("channels.byItselfHint")}</p>
      </div>
      <Switch
        label={t("channels.answersOrders")}
        hint={t("channels.answersOrdersHint")}
        checked={form.answersOrders}
        onChange={(answersOrders) => put({ answersOrders })}
      />
      <Switch
        label={t("channels.sellsInChat")}
        hint={t("channels.sellsInChatHint")}
        checked={form.sellsInChat}
        onChange={(sellsInChat) => put({ sellsInChat })}
      />
      {form.sellsInChat ? (
        <div className="sm:max-w-48">
          <Input
            label={t("channels.chatShipping")}
            inputMode="decimal"
            suffix={currency}
            controlClassName="pe-12"
            value={delivery}
            error={minorOf(delivery, currency) === undefined ? t("form.amount") : undefined}
            onChange={({ target }) => {
              setDelivery(target.value);
              const chatShippingMinor = minorOf(target.value, currency);
              if (chatShippingMinor !== undefined) put({ chatShippingMinor });
            }}
          />
        </div>
      ) : null}
    </div>
  );
}
