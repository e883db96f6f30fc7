import { orderCan } from "@nexusone/contracts/order-terms";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useI18n } from "../../i18n/context.tsx";
import { countryName } from "../../lib/countries.ts";
import { useRefusal } from "../../lib/shop.ts";
import { AddressProblems } from "../customers/address-problems.tsx";
import type { Order } from "./use-order.ts";

/** Where the parcel goes, as of the order, and what keeps it from going there. */
export function AddressCard({ order, onEdit }: { order: Order; onEdit: () => void }) {
  const { t, locale } = useI18n();
  const refused = useRefusal("orders:manage");
  const { name, line1, houseNumber, line2, zip, city, province, country, phone, taxId } = order.address;
  const lines = [
    name,
    [line1, houseNumber].filter(Boolean).join(" "),
    line2,
    [zip, city].filter(Boolean).join(" "),
    province,
    countryName(country, locale),
    phone,
    taxId,
  ].filter(Boolean);
  return (
    <Card
      title={t("orders.address")}
      extra={
        orderCan.changeAddress(order) ? (
          <Button size="sm" refused={refused} onClick={onEdit}>
            {t("orders.editAddress")}
          </Button>
        ) : undefined
      }
    >
      <address className="flex flex-col text-sm not-italic text-ink">
        {lines.map((line, at) => (
          // City and province may be the same word.
          <span key={`${at} ${line}`}>
            <bdi>{line}</bdi>
          </span>
        ))}
      </address>
      <AddressProblems problems={order.addressProblems} />
    </Card>
  );
}
