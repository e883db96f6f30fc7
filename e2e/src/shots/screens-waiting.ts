import { changed, CUT_OFF, cutOff, hold, product, REFUSED, type Screen } from "./screen.ts";

const NOWHERE = "0195a0d0-0000-7000-8000-000000000000";

type Draft = { state: string; reason: string | null; attempts: number; nextAttemptAt: string | null };

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
