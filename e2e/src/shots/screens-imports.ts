import type { Page } from "playwright-core";
import { changed, open, type Screen } from "./screen.ts";

type Row = {
  status: string;
  reason: string | null;
  reasonDetails: Record<string, string | number>;
  belowFloor: boolean;
  name: string | null;
  imageUrl: string | null;
  numbers: object | null;
};
type Plan = { state: string; read: number; expiresAt: string; rows: Row[] };
type Import = {
  state: string;
  rows: { state: string; reason: string | null; credits: number; undoableUntil: string | null }[];
  counts: Record<string, number>;
  creditsCharged: number;
};

const plan = ({ planId }: { planId: string }) => `/imports/${planId}`;
const done = ({ importId }: { importId: string }) => `/imports/${importId}`;
/** Pictures take longer than prices hold. */
const fresh = (change: (plan: Plan) => Plan = (same) => same) =>
  changed<Plan>("imports.getPreview", (data) =>
    change({ ...data, expiresAt: new Date(Date.now() + 25 * 60_000).toISOString() }),
  );
const chooseSome = async (page: Page) => {
  for (const at of [0, 1, 2]) await page.locator("tbody input[type=checkbox]").nth(at).check();
};

/** New imports from the first word to the last, on every stage of their one page. */
export const IMPORTS: readonly Screen[] = [
  { name: "import-new", path: "/imports/new", who: "much" },
  { name: "import-new-support", path: "/imports/new", who: "support" },
  {
    name: "import-new-csv",
    path: "/imports/new",
    who: "much",
    act: async (page, { newPids }) => {
      await page.locator("main form [role=group] button").last().click();
      await page
        .locator("textarea")
        .fill(
          ["ref,category,tags,rule", `${newPids[0]},Lamps,new|gift,x3`, ",Lamps,,", `${newPids[1]},,,three`].join("\n"),
        );
      await page.locator("main form [role=status] li").first().waitFor();
    },
  },
  { name: "import-reading", path: plan, who: "much", before: fresh(reading) },
  { name: "import-triage", path: plan, who: "much", before: fresh() },
  { name: "import-triage-results", path: plan, who: "much", before: fresh(everyResult) },
  { name: "import-triage-filtered", path: (seeded) => `${plan(seeded)}?result=unknown`, who: "much", before: fresh() },
  { name: "import-triage-selected", path: plan, who: "much", before: fresh(), act: chooseSome },
  {
    name: "import-triage-edit",
    path: plan,
    who: "much",
    before: fresh(),
    act: async (page) => {
      await chooseSome(page);
      await open(/^(Change|Modifier)$/, "dialog")(page);
    },
  },
  {
    name: "import-triage-look",
    path: plan,
    who: "much",
    before: fresh(),
    act: async (page) => {
      await page.locator("tbody button[data-row]").first().click();
      await page.getByRole("dialog").locator("li").first().waitFor();
    },
  },
  {
    name: "import-triage-expired",
    path: plan,
    who: "much",
    before: changed<Plan>("imports.getPreview", (data) => ({ ...data, expiresAt: "2026-01-01T00:00:00.000Z" })),
  },
  { name: "import-running", path: done, who: "much", before: changed<Import>("imports.get", halfWay("running")) },
  { name: "import-paused", path: done, who: "much", before: changed<Import>("imports.get", halfWay("paused")) },
  { name: "import-partly", path: done, who: "much", before: changed<Import>("imports.get", oneFailed) },
  { name: "import-done", path: done, who: "much" },
];

/** A third is read; of the rest only what was pasted is known. */
function reading(ready: Plan): Plan {
  const third = Math.ceil(ready.rows.length / 3);
  const unread = { status: "reading", reason: null, name: null, imageUrl: null, numbers: null, belowFloor: false };
  const rows = ready.rows.map((row, at) => (at < third ? row : { ...row, ...unread }));
  return { ...ready, state: "reading", read: third, rows };
}

const OTHERS: readonly Partial<Row>[] = [
  {},
  { belowFloor: true },
  { status: "excluded", reason: "import.left_out" },
  { status: "excluded", reason: "import.no_route", reasonDetails: { country: "FR" } },
  { status: "excluded", reason: "import.plan_limit", reasonDetails: { limit: 100, count: 100 } },
  { status: "excluded", reason: "import.credits_missing", reasonDetails: { needed: 3, available: 1 } },
  { status: "excluded", reason: "import.nothing_to_sell" },
];
/** One of each result, as no one shop ever has them together. */
function everyResult(ready: Plan): Plan {
  return { ...ready, rows: ready.rows.map((row, at) => ({ ...row, ...OTHERS[at] })) };
}

function oneFailed(all: Import): Import {
  const rows = all.rows.map((row, at) =>
    at === 1 ? { ...row, state: "failed", reason: "preview.moved", credits: 0, undoableUntil: null } : row,
  );
  const imported = all.rows.length - 1;
  return { ...all, rows, counts: { ...all.counts, imported, failed: 1 }, creditsCharged: imported * 3 };
}

/** One failed, the rest still waits its turn. */
function halfWay(state: "running" | "paused") {
  return (all: Import): Import => {
    const half = Math.ceil(all.rows.length / 2);
    const rows = oneFailed(all).rows.map((row, at) =>
      at < half ? row : { ...row, state: "queued", credits: 0, undoableUntil: null },
    );
    const counts = { ...all.counts, queued: all.rows.length - half, imported: half - 1, failed: 1 };
    return { ...all, state, rows, counts, creditsCharged: (half - 1) * 3 };
  };
}
