import { tellingLabel } from "@nexusone/contracts/variant-label";
import { Money } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Card } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import type { ReactNode } from "react";
import { useT } from "../../i18n/context.tsx";
import { usePhone } from "../../lib/use-media.ts";
import { ProductLine } from "../inventory/product-line.tsx";
import { Profit } from "./profit.tsx";
import type { Order } from "./use-order.ts";

type Line = Order["lines"][number];

/** What was bought, what each line leaves then and now, and where its units are. */
export function LinesCard({ order }: { order: Order }) {
  const t = useT();
  const phone = usePhone();
  const { currency, lines } = order;
  return (
    <Card flush title={t("orders.lines")}>
      {phone ? (
        <ul>
          {lines.map((line) => (
            <li key={line.id} className="flex flex-col gap-2 border-b border-line px-4 py-3">
              <Product line={line} />
              <Pair label={t("orders.total")}>
                <Price line={line} currency={currency} />
              </Pair>
              <Pair label={t("orders.then")}>
                <Profit minor={line.atOrder?.profitMinor ?? null} currency={currency} />
              </Pair>
              <Pair label={t("orders.now")}>
                <Profit minor={line.today?.profitMinor ?? null} currency={currency} />
              </Pair>
            </li>
          ))}
        </ul>
      ) : (
        <Table
          label={t("orders.lines")}
          head={
            <>
              <Th>{t("orders.items")}</Th>
              <Th end>{t("orders.total")}</Th>
              <Th end title={t("orders.thenHint")}>
                {t("orders.then")}
              </Th>
              <Th end title={t("orders.nowHint")}>
                {t("orders.now")}
              </Th>
            </>
          }
        >
          {lines.map((line) => (
            <tr key={line.id}>
              <Td>
                <Product line={line} />
              </Td>
              <Td end>
                <Price line={line} currency={currency} />
              </Td>
              <Td end>
                <Profit minor={line.atOrder?.profitMinor ?? null} currency={currency} />
              </Td>
              <Td end>
                <Profit minor={line.today?.profitMinor ?? null} currency={currency} />
              </Td>
            </tr>
          ))}
        </Table>
      )}
      <dl className="ms-auto grid max-w-sm grid-cols-[1fr_auto] gap-y-1 p-4 text-sm">
        <Sum label={t("orders.itemsTotal")} minor={order.itemsMinor} currency={currency} />
        <Sum label={t("orders.shipping")} minor={order.shippingMinor} currency={currency} />
        {order.discountMinor > 0 ? (
          <Sum label={t("orders.discount")} minor={-order.discountMinor} currency={currency} />
        ) : null}
        <dt className="border-t border-line pt-1 font-semibold text-ink">{t("orders.total")}</dt>
        <dd className="border-t border-line ps-6 pt-1 text-end font-semibold text-ink">
          <Money minor={order.totalMinor} currency={currency} />
        </dd>
      </dl>
    </Card>
  );
}

function Product({ line }: { line: Line }) {
  const t = useT();
  return (
    <span className="flex min-w-0 flex-col gap-1">
      <span className="flex">
        <ProductLine productId={line.productId} name={line.name} imageUrl={line.imageUrl} />
      </span>
      <span className="flex flex-wrap items-center gap-1.5 ps-11 text-xs text-muted">
        {[tellingLabel(line.label), line.sku].filter(Boolean).join(" · ")}
        {line.insteadOf ? <span>{t("substitutes.instead", { label: line.insteadOf.label })}</span> : null}
        <Badge tone={line.reservation === "released" ? "neutral" : "info"}>
          {t(`orders.reservation.${line.reservation}`)}
        </Badge>
        {line.inParcels > 0 ? <Badge>{t("orders.inParcels", { count: line.inParcels })}</Badge> : null}
      </span>
    </span>
  );
}

function Price({ line, currency }: { line: Line; currency: string }) {
  return (
    <span className="flex flex-col items-end">
      <Money minor={line.priceMinor * line.quantity} currency={currency} />
      <span className="text-xs text-muted">
        {line.quantity} × <Money minor={line.priceMinor} currency={currency} />
      </span>
    </span>
  );
}

const Pair = ({ label, children }: { label: string; children: ReactNode }) => (
  <span className="flex items-baseline justify-between gap-3 text-sm">
    <span className="text-muted">{label}</span>
    {children}
  </span>
);

const Sum = ({ label, minor, currency }: { label: string; minor: number; currency: string }) => (
  <>
    <dt className="text-muted">{label}</dt>
    <dd className="ps-6 text-end">
      <Money minor={minor} currency={currency} />
    </dd>
  </>
);
