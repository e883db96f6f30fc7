import { CUT_OFF, cutOff, hold, open, type Screen } from "./screen.ts";

const customer: Screen["path"] = ({ customerId }) => `/customers/${customerId}`;

/** People: the list, one of them, and what is typed about them. */
export const CUSTOMERS: readonly Screen[] = [
  { name: "customers", path: "/customers", who: "much" },
  { name: "customers-found", path: "/customers?q=jeanne&sort=name", who: "much" },
  { name: "customers-nothing-found", path: "/customers?q=zzzzzz", who: "much" },
  { name: "customers-empty", path: "/customers", who: "empty" },
  { name: "customers-support", path: "/customers", who: "support" },
  { name: "customers-loading", path: "/customers", who: "much", before: hold("contacts.list"), waits: true },
  { name: "customers-failed", path: "/customers", who: "much", before: cutOff("contacts.list"), expects: CUT_OFF },
  { name: "customers-new", path: "/customers", who: "much", act: open(/^(New customer|Nouveau client)$/, "dialog") },
  { name: "customer", path: customer, who: "much" },
  { name: "customer-address", path: customer, who: "much", act: open(/^(Edit|Modifier) Paris$/, "dialog") },
  { name: "customer-consent", path: customer, who: "much", act: open(/^(Record|Consigner)$/, "dialog") },
  {
    name: "customer-erase",
    path: customer,
    who: "much",
    act: open(/^(Forget this customer|Oublier ce client)…$/, "dialog"),
  },
  {
    name: "customer-unmerge",
    path: customer,
    who: "much",
    act: open(/^(Take apart|Séparer)$/, "dialog"),
  },
  { name: "customer-erased", path: ({ erasedId }) => `/customers/${erasedId}`, who: "much" },
  { name: "customer-merge", path: customer, who: "much", act: open(/^(Merge|Fusionner)$/, "dialog") },
];
