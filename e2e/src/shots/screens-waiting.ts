import { changed, CUT_OFF, cutOff, hold, REFUSED, type Screen } from "./screen.ts";

type Draft = { state: string; reason: string | null; attempts: number; nextAttemptAt: string | null };
type Import = {
  state: string;
  counts: { queued: number; imported: number; failed: number };
  creditsCharged: number;
  rows: { state: string; reason: string | null; credits: number; undoableUntil: string | null }[];
};

/** Waiting for the server, cut off from it, or shown something that is not there. */
export const WAITING: readonly Screen[] = [
  { name: "catalogue-loading", path: "/catalogue", who: "much", before: hold("catalog.listProducts"), waits: true },
  {
    name: "catalogue-failed",
    path: "/catalogue",
    who: "much",
    before: cutOff("catalog.listProducts"),
    expects: CUT_OFF,
  },
  {
    name: "catalogue-drafts",
    path: "/catalogue",
    who: "much",
    before: changed<Draft[]>("imports.listDrafts", (drafts) => drafts.map(waiting)),
  },
  {
    name: "offline",
    path: "/catalogue",
    who: "much",
    expects: CUT_OFF,
    act: async (page) => {
      const network = await page.context().newCDPSession(page);
      const conditions = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
      await network.send("Network.emulateNetworkConditions", conditions);
      await page.locator("p[role=status]").waitFor();
    },
  },
  {
    name: "product-loading",
    path: ({ productId }) => `/catalogue/${productId}`,
    who: "much",
    before: hold("catalog.getProduct"),
    waits: true,
  },
  {
    name: "product-failed",
    path: ({ productId }) => `/catalogue/${productId}`,
    who: "much",
    before: cutOff("catalog.getProduct"),
    expects: CUT_OFF,
  },
  {
    name: "product-missing",
    path: "/catalogue/0195a0d0-0000-7000-8000-000000000000",
    who: "much",
    expects: REFUSED,
  },
  { name: "analytics-loading", path: "/analytics", who: "much", before: hold("analytics.getUsage"), waits: true },
  {
    name: "analytics-failed",
    path: "/analytics",
    who: "much",
    before: cutOff("analytics.getUsage"),
    expects: CUT_OFF,
  },
  { name: "imports-loading", path: "/imports", who: "much", before: hold("imports.list"), waits: true },
  { name: "imports-failed", path: "/imports", who: "much", before: cutOff("imports.list"), expects: CUT_OFF },
  {
    name: "imports-drafts",
    path: "/imports",
    who: "much",
    before: changed<Draft[]>("imports.listDrafts", (drafts) => drafts.map(waiting)),
  },
  {
    name: "import-running",
    path: ({ importId }) => `/imports/${importId}`,
    who: "much",
    before: changed<Import>("imports.get", running),
  },
  { name: "import-missing", path: "/imports/0195a0d0-0000-7000-8000-000000000000", who: "much", expects: REFUSED },
  {
    name: "settings-loading",
    path: "/settings/general",
    who: "much",
    before: hold("merchants.getSettings"),
    waits: true,
  },
  {
    name: "settings-failed",
    path: "/settings/team",
    who: "much",
    before: cutOff("team.list"),
    expects: CUT_OFF,
  },
  { name: "audit-loading", path: "/settings/audit", who: "much", before: hold("audit.list"), waits: true },
  { name: "audit-failed", path: "/settings/audit", who: "much", before: cutOff("audit.list"), expects: CUT_OFF },
  { name: "not-found", path: "/nothing-here", who: "much" },
  { name: "not-a-member", path: "/../corner-shop/catalogue", who: "much" },
];

const waiting = (draft: Draft): Draft => ({
  ...draft,
  state: "waiting",
  reason: "cj.unavailable",
  attempts: 2,
  nextAttemptAt: new Date(Date.now() + 240_000).toISOString(),
});

/** Half way: one failed, the rest still waits its turn. */
function running(done: Import): Import {
  const half = Math.ceil(done.rows.length / 2);
  const rows = done.rows.map((row, at) =>
    at === 1
      ? { ...row, state: "failed", reason: "import.product_removed", credits: 0, undoableUntil: null }
      : at < half
        ? row
        : { ...row, state: "queued", credits: 0, undoableUntil: null },
  );
  const counts = { queued: done.rows.length - half, imported: half - 1, failed: 1 };
  return { ...done, state: "running", rows, counts: { ...done.counts, ...counts }, creditsCharged: (half - 1) * 3 };
}
