import { CUT_OFF, cutOff, hold, open, type Screen } from "./screen.ts";

const paid: Screen["path"] = ({ paidOrderId }) => `/orders/${paidOrderId}`;

/** What came in and went back: over a time, and at one order. */
export const EARNINGS: readonly Screen[] = [
  { name: "earnings", path: "/earnings", who: "much" },
  { name: "earnings-empty", path: "/earnings", who: "empty" },
  { name: "earnings-support", path: "/earnings", who: "support" },
  { name: "earnings-loading", path: "/earnings", who: "much", before: hold("payments.getEarnings"), waits: true },
  {
    name: "earnings-failed",
    path: "/earnings",
    who: "much",
    before: cutOff("payments.getEarnings"),
    expects: CUT_OFF,
  },
  { name: "order-paid", path: paid, who: "much" },
  { name: "order-refund", path: paid, who: "much", act: open(/^(Refund|Rembourser)$/, "dialog") },
];
