import { minuteText, toMinute, weekdayNames } from "@nexusone/contracts/clock-times";
import { DELIVERY_PLACES, NO_PREFERENCES } from "@nexusone/contracts/delivery-preference-terms";
import { Button } from "@nexusone/ui/button";
import { Input, Select, Textarea } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Checkbox } from "@nexusone/ui/toggle";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import type { Customer } from "./customer-page.tsx";
import { useAfterChange } from "./use-customer.ts";

/** What they told about their deliveries: whoever brings a parcel reads it. */
export function DeliveryCard({ customer: { id, deliveryPreferences } }: { customer: Customer }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const disabled = useRefusal("contacts:edit");
  const after = useAfterChange();
  const saved = deliveryPreferences ?? NO_PREFERENCES;
  const [form, setForm] = useState({
    days: saved.days,
    from: saved.window ? minuteText(saved.window.fromMinute) : "",
    until: saved.window ? minuteText(saved.window.untilMinute) : "",
    place: saved.place,
    instructions: saved.instructions,
  });
  const save = useMutation(
    api.contacts.updateDeliveryPreferences.mutationOptions({
      onSuccess: async (changed) => {
        await after(changed);
        void toastDone(t("common.saved"));
      },
    }),
  );
  const { days, place, instructions } = form;
  const [from, until] = [toMinute(form.from), toMinute(form.until)];
  const window = from !== undefined && until !== undefined ? { fromMinute: from, untilMinute: until } : null;
  const wrong = (from === undefined) !== (until === undefined) || (window && window.fromMinute >= window.untilMinute);
  return (
    <Card title={t("wishes.title")} hint={t("wishes.hint")}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!disabled && !wrong) save.mutate({ contactId: id, days: [...days], window, place, instructions });
        }}
      >
        <div className="empty:hidden">
          <Refused error={save.error} />
        </div>
        <fieldset disabled={disabled !== undefined}>
          <legend className="mb-1 text-sm font-medium text-soft">{t("wishes.days")}</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-2">
            {weekdayNames(locale).map((name, nth) => (
              <Checkbox
                key={name}
                label={name}
                checked={days.includes(nth + 1)}
                onChange={(event) =>
                  setForm({
                    ...form,
                    days: event.target.checked ? [...days, nth + 1] : days.filter((day) => day !== nth + 1),
                  })
                }
              />
            ))}
          </div>
          <p className="mt-1 text-xs text-muted">{t("wishes.daysHint")}</p>
        </fieldset>
        <div className="grid gap-4 sm:grid-cols-2">
          {(["from", "until"] as const).map((end) => (
            <Input
              key={end}
              type="time"
              label={t(`wishes.${end}`)}
              optional
              value={form[end]}
              disabled={disabled !== undefined}
              error={wrong && end === "until" ? t("wishes.windowWrong") : undefined}
              onChange={(event) => setForm({ ...form, [end]: event.target.value })}
            />
          ))}
        </div>
        <Select
          label={t("wishes.place")}
          value={place ?? ""}
          disabled={disabled !== undefined}
          onChange={(event) =>
            setForm({ ...form, place: DELIVERY_PLACES.find((one) => one === event.target.value) ?? null })
          }
        >
          <option value="">{t("wishes.place.none")}</option>
          {DELIVERY_PLACES.map((one) => (
            <option key={one} value={one}>
              {t(`wishes.place.${one}`)}
            </option>
          ))}
        </Select>
        <Textarea
          label={t("wishes.instructions")}
          hint={t("wishes.instructionsHint")}
          rows={2}
          maxLength={500}
          dir="auto"
          value={instructions}
          disabled={disabled !== undefined}
          onChange={(event) => setForm({ ...form, instructions: event.target.value })}
        />
        <div className="flex justify-end">
          <Button type="submit" busy={save.isPending} refused={disabled}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
