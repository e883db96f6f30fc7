import { CART_PLACE } from "@nexusone/contracts/order-link-terms";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";

const looksRight = (text: string): boolean =>
  text === "" || (/^https:\/\/[^/@]+\.[^/@]+/.test(text) && text.split(CART_PLACE).length === 2);

/** Where the cart is that links fill. */
export function CartCard({ cartAddress }: { cartAddress: string | null }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("settings:manage");
  const [text, setText] = useState(cartAddress ?? "");
  const [checked, setChecked] = useState(false);
  const address = text.trim();
  const wrong = checked && !looksRight(address);
  const save = useMutation(
    api.orderLinks.saveSettings.mutationOptions({
      onSuccess: () => void toastDone(t("common.saved")),
      onSettled: () => queryClient.invalidateQueries(api.orderLinks.pathFilter()),
    }),
  );
  return (
    <Card title={t("orderLinks.cart")} hint={t("orderLinks.cartHint", { place: CART_PLACE })}>
      <form
        noValidate
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (!refused && looksRight(address)) save.mutate({ cartAddress: address || null });
        }}
      >
        <Input
          className="min-w-0 flex-1 basis-72"
          label={t("orderLinks.cartAddress")}
          hideLabel
          inputMode="url"
          dir="ltr"
          maxLength={2_000}
          placeholder={`https://shop.example.com/cart/${CART_PLACE}`}
          value={text}
          disabled={refused !== undefined}
          error={wrong ? t("orderLinks.cartWrong", { place: CART_PLACE }) : undefined}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" refused={refused} busy={save.isPending}>
          {t("common.save")}
        </Button>
        <span className="basis-full empty:hidden">
          <Refused error={save.error} />
        </span>
      </form>
    </Card>
  );
}
