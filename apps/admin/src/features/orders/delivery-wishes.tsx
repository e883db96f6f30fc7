import { minuteText, weekdayNames } from "@nexusone/contracts/clock-times";
import { useQuery } from "@tanstack/react-query";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import type { Order } from "./use-order.ts";

/** What the customer told about their deliveries, as the driver reads it too; nothing when they told nothing. */
export function DeliveryWishes({ customer }: { customer: Order["customer"] }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const { data } = useQuery(api.contacts.get.queryOptions({ id: customer.id }));
  const wishes = data?.deliveryPreferences;
  if (!wishes) return null;
  const { days, window, place, instructions } = wishes;
  const said = [
    ...weekdayNames(locale).filter((_, nth) => days.includes(nth + 1)),
    window ? `${minuteText(window.fromMinute)} – ${minuteText(window.untilMinute)}` : "",
    place ? t(`wishes.place.${place}`) : "",
    instructions ? `“${instructions}”` : "",
  ];
  return (
    <p className="text-sm text-soft [overflow-wrap:anywhere]">
      <span className="font-medium text-ink">{t("wishes.asked")}</span> <bdi>{said.filter(Boolean).join(" · ")}</bdi>
    </p>
  );
}
