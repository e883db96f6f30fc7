import { changed, CUT_OFF, cutOff, hold, product, REFUSED, type Screen } from "./screen.ts";

const NOWHERE = "0195a0d0-0000-7000-8000-000000000000";

type Draft = { state: string; reason: string | null; attempts: number; nextAttemptAt: string | null };
type Import = {
  state: string;
  counts: { queued: number; imported: number; failed: number };
  creditsCharged: number;
  rows: { state: string; reason: string | null; credits: number; undoableUntil: string | null }[];
};

/** A screen of a shop with much while `procedure` does not answer, and when it cannot be reached. */
const unanswered = (name: string, path: Screen["path"], procedure: string): readonly Screen[] => [
  { name: `${name}-loading`, path, who: "much", before: hold(procedure), waits: true },
  { name: `${name}-failed`, path, who: "much", before: cutOff(procedure), expects: CUT_OFF },
];
const drafts = changed<Draft[]>("imports.listDrafts", (all) => all.map(waiting));

/** Waiting for the server, cut off from it, or shown something that is not there. */
export const WAITING: readonly Screen[] = [
  ...unanswered("catalogue", "/catalogue", "catalog.listProducts"),
  { name: "catalogue-drafts", path: "/catalogue", who: "much", before: drafts },
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
  ...unanswered("product", product, "catalog.getProduct"),
  { name: "product-missing", path: `/catalogue/${NOWHERE}`, who: "much", expects: REFUSED },
  ...unanswered("analytics", "/analytics", "analytics.getUsage"),
  ...unanswered("imports", "/imports", "imports.list"),
  { name: "imports-drafts", path: "/imports", who: "much", before: drafts },
  {
    name: "import-running",
    path: ({ importId }) => `/imports/${importId}`,
    who: "much",
    before: changed<Import>("imports.get", running),
  },
  { name: "import-missing", path: `/imports/${NOWHERE}`, who: "much", expects: REFUSED },
  ...unanswered("settings", "/settings/general", "merchants.getSettings"),
  ...unanswered("team", "/settings/team", "team.list"),
  ...unanswered("audit", "/settings/audit", "audit.list"),
  { name: "not-found", path: "/nothing-here", who: "much" },
  { name: "not-a-member", path: "/../corner-shop/catalogue", who: "much" },
];

function waiting(draft: Draft): Draft {
  const nextAttemptAt = new Date(Date.now() + 240_000).toISOString();
  return { ...draft, state: "waiting", reason: "cj.unavailable", attempts: 2, nextAttemptAt };
}

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
