import { MOST_SUBSTITUTES, SUPPLIER_ORDER_STATES, SUPPLIER_ORDER_TRANSITIONS } from "./fulfilment-terms.ts";
import { FULFILMENTS, ORDER_TRANSITIONS, SHIPMENT_TRANSITIONS, STATUS_TABLE } from "./order-terms.ts";

const diagram = <S extends string>(states: readonly S[], transitions: Readonly<Record<S, readonly S[]>>): string =>
  [
    "```mermaid",
    "stateDiagram-v2",
    `  [*] --> ${states[0]}`,
    ...states.flatMap((from) =>
      transitions[from].length === 0 ? [`  ${from} --> [*]`] : transitions[from].map((to) => `  ${from} --> ${to}`),
    ),
    "```",
  ].join("\n");

const yesNo = (value: boolean | undefined): string => (value === undefined ? "any" : value ? "yes" : "no");

/** The whole of docs/orders.md: written by `vitest -u`, compared by every other run. */
export const orderDocs = (): string => `# Orders

An order keeps four things apart: how far it has come (fulfilment, of the order and of each parcel), why it waits (holds), its money (payments), and the one word everybody is told.

This page is made from \`packages/contracts/src/order-terms.ts\`. Verbs ask that table (\`core/orders/change-order.ts\`), and the database has triggers made from it (\`db/src/transitions.ts\`), so that no statement moves an order another way. After a change of the table: \`pnpm exec vitest run --project unit packages/contracts/src/order-terms.test.ts -u\`.

## Fulfilment of an order

News of a supplier may skip a stage and never goes back. What failed can be confirmed again.

${diagram(FULFILMENTS, ORDER_TRANSITIONS)}

## Fulfilment of a parcel

What failed or was cancelled is not sent again: another parcel is. An order follows its parcels: shipped when every unit is in a parcel on its way, delivered when every unit has arrived, failed when every unit is in a parcel that failed, under way while any parcel lives.

${diagram(FULFILMENTS, SHIPMENT_TRANSITIONS)}

## An order at a supplier

Of \`packages/contracts/src/fulfilment-terms.ts\`, enforced by the database in the same way. Planned is a preview; wanted may or may not have reached the supplier, whose answer to our number decides; paying has somebody's word for an amount on record.

${diagram(SUPPLIER_ORDER_STATES, SUPPLIER_ORDER_TRANSITIONS)}

## Holds

A hold is a row of \`order_holds\` with a reason code; several may be open at once, one of a reason. An order that is held is neither confirmed nor shipped. A hold for the address ends by itself when the address is right; one for a supplier's account that cannot be used ends once it can, and automation asks every hour; one that kept an order at a supplier from being paid (a limit, a price, a balance) ends when the supplier cancels that order, unless more of the order waits to be paid; others are lifted by a person, or by what placed them.

## Another variant in its place

A supplier that refuses an order because a variant is removed or sold out there holds it, and has its products read anew. The order's room then proposes, for each line that cannot be had, up to ${MOST_SUBSTITUTES} other variants of the same product: those that can be ordered (sold by the merchant and the supplier, with enough units free where stock is known), the one with most options in common first, then the one whose price is nearest to what the customer paid. Where the catalogue knows which lines are gone, only these are asked about.

Only a person chooses (\`fulfilment.substituteLine\`; API keys, jobs and automation are refused). In one transaction the line stands for the other variant, at its cost of now and the customer's price; what was ordered, with its cost of then, is kept in \`order_lines.ordered\`; the units kept of the stock follow; plans made for the other variant are gone; the event \`order.line_substituted\` is written; and the hold is lifted unless another line of the refused order is still known to be gone. Then it is sent as usual: by one click, or by itself where confirmed orders go by themselves. Until it is sent, another can be chosen, or what was ordered once it is back.

Payments and commission do not move: the customer paid what they paid. Profit "then" stays that of the order; profit "now", the profit in lists and the order's money count the replacement. Parcels, tracking and disputes follow the line, whatever it stands for.

## The public word

Read from above, the first line that fits counts.

| fulfilment | held | a parcel is on its way | word |
| --- | --- | --- | --- |
${STATUS_TABLE.map(
  ({ fulfilment, held, parcelSent, status }) =>
    `| ${fulfilment ?? "any"} | ${yesNo(held)} | ${yesNo(parcelSent)} | ${status} |`,
).join("\n")}

## Stock

One pool for every place that sells: what the warehouses hold, less what open orders keep, less the shop's buffer. An order takes its units in the transaction that writes it, with the products locked, or it is refused; a cancelled one gives back exactly these. A supplier's units leave our count when it has the order (its own count falls then), the merchant's own when the parcel goes.
`;
