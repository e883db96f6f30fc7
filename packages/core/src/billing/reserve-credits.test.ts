import { isConnectionError, withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createMerchant } from "@nexusone/testing/merchants";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitReservations, refundCredits, releaseReservation, reserveCredits } from "./reserve-credits.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ max: 8 });
});
afterAll(() => test.close());

const reference = { kind: "import", id: "log", label: "A lamp" };
const inTx = <T>(merchantId: string, fn: (tx: MerchantTx) => Promise<T>) => withMerchant(test.db, { merchantId }, fn);
const reserve = (merchantId: string, purposes: string | string[], amount = 3) =>
  inTx(merchantId, (tx) => reserveCredits(tx, { amount, feature: "import", purposes: [purposes].flat() }));
const commit = (merchantId: string, purposes: string | string[]) =>
  inTx(merchantId, (tx) =>
    commitReservations(
      tx,
      [purposes].flat().map((purpose) => ({ purpose, reference })),
      { kind: "import" },
    ),
  );
const release = (merchantId: string, purpose: string) => inTx(merchantId, (tx) => releaseReservation(tx, purpose));
const refund = (merchantId: string, purpose: string) =>
  inTx(merchantId, (tx) => refundCredits(tx, { purpose, reference }));

/** Looked at past row security: what the account says and what its rows add up to. */
async function books(merchantId: string) {
  const [row] = await test.sql`
    select a.balance, a.reserved,
      (select coalesce(sum(amount), 0)::int from credit_entries e where e.merchant_id = a.merchant_id) as entries,
      (select coalesce(sum(amount), 0)::int from credit_reservations r
        where r.merchant_id = a.merchant_id and r.state = 'open') as open,
      (select balance_after from credit_entries e where e.merchant_id = a.merchant_id order by id desc limit 1) as last
    from credit_accounts a where a.merchant_id = ${merchantId}`;
  return row as { balance: number; reserved: number; entries: number; open: number; last: number };
}

describe("credits", () => {
  it("[PLN-05] holds credits, then charges them with an entry in the ledger", async () => {
    const { id } = await createMerchant(test.db, { credits: 10 });
    await reserve(id, "a");
    expect(await books(id)).toMatchObject({ balance: 10, reserved: 3 });
    await commit(id, "a");
    expect(await books(id)).toMatchObject({ balance: 7, reserved: 0, entries: 7, open: 0, last: 7 });
  });

  it("[PLN-05] gives a released hold back and charges nothing", async () => {
    const { id } = await createMerchant(test.db, { credits: 10 });
    await reserve(id, "a");
    await release(id, "a");
    await release(id, "a");
    expect(await books(id)).toMatchObject({ balance: 10, reserved: 0, entries: 10 });
    await expect(commit(id, "a")).rejects.toThrow("no credits are reserved for a");
  });

  it("[PLN-05] refuses what the account does not cover, with both numbers, and leaves the transaction usable", async () => {
    const { id } = await createMerchant(test.db, { credits: 5 });
    await reserve(id, "a");
    const refused = await inTx(id, async (tx) => {
      const error = await reserveCredits(tx, { amount: 3, feature: "import", purposes: ["b"] }).catch(
        (e: unknown) => e,
      );
      await reserveCredits(tx, { amount: 2, feature: "import", purposes: ["c"] });
      return error;
    });
    expect(refused).toMatchObject({ reason: "import.credits_missing", details: { needed: 3, available: 2 } });
    expect(await books(id)).toMatchObject({ balance: 5, reserved: 5, open: 5 });
  });

  it("[PLN-05] repeats of a purpose hold, charge and pay back once", async () => {
    const { id } = await createMerchant(test.db, { credits: 10 });
    await Promise.all(Array.from({ length: 8 }, () => reserve(id, "a")));
    expect(await books(id)).toMatchObject({ reserved: 3, open: 3 });
    await Promise.all(Array.from({ length: 8 }, () => commit(id, "a")));
    expect(await books(id)).toMatchObject({ balance: 7, reserved: 0, entries: 7 });
    await reserve(id, "a");
    expect(await books(id)).toMatchObject({ balance: 7, reserved: 0 });
    const paidBack = await Promise.all(Array.from({ length: 8 }, () => refund(id, "a")));
    expect(paidBack.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 3]);
    expect(await books(id)).toMatchObject({ balance: 10, reserved: 0, entries: 10, last: 10 });
  });

  it("[PLN-05] holds and charges many at once: all or none, with a balance after each", async () => {
    const { id } = await createMerchant(test.db, { credits: 10 });
    await reserve(id, "a");
    await expect(reserve(id, ["a", "b", "c", "d"])).rejects.toMatchObject({
      reason: "import.credits_missing",
      details: { needed: 9, available: 7 },
    });
    expect(await books(id)).toMatchObject({ balance: 10, reserved: 3, open: 3 });
    await reserve(id, ["c", "b", "a"]);
    expect(await books(id)).toMatchObject({ balance: 10, reserved: 9, open: 9 });
    await commit(id, "b");
    await expect(commit(id, ["a", "b", "d"])).rejects.toThrow("no credits are reserved for d");
    expect(await books(id)).toMatchObject({ balance: 7, reserved: 6 });
    await commit(id, ["a", "b", "c"]);
    expect(await books(id)).toMatchObject({ balance: 1, reserved: 0, entries: 1, open: 0, last: 1 });
    const steps =
      await test.sql`select balance_after as after from credit_entries where merchant_id = ${id} order by id`;
    expect(steps.map((step) => step["after"])).toEqual([10, 7, 4, 1]);
  });

  it("[PLN-05] pays nothing back that was never charged", async () => {
    const { id } = await createMerchant(test.db, { credits: 10 });
    expect(await refund(id, "unknown")).toBe(0);
    await reserve(id, "a");
    expect(await refund(id, "a")).toBe(0);
    expect(await books(id)).toMatchObject({ balance: 10, reserved: 3, entries: 10 });
  });

  it("[PLN-05] an aborted transaction leaves no trace", async () => {
    const { id } = await createMerchant(test.db, { credits: 10 });
    await reserve(id, "a");
    const crash = inTx(id, async (tx) => {
      await commitReservations(tx, [{ purpose: "a", reference }], { kind: "import" });
      throw new Error("crash");
    });
    await expect(crash).rejects.toThrow("crash");
    expect(await books(id)).toMatchObject({ balance: 10, reserved: 3, entries: 10, open: 3 });
  });

  it("[PLN-05] two merchants with the same purpose do not touch each other", async () => {
    const [a, b] = [await createMerchant(test.db, { credits: 10 }), await createMerchant(test.db, { credits: 10 })];
    await reserve(a.id, "same");
    await expect(commit(b.id, "same")).rejects.toThrow("no credits are reserved");
    await commit(a.id, "same");
    expect(await books(b.id)).toMatchObject({ balance: 10, reserved: 0, entries: 10 });
  });

  it(
    "[PLN-05] the books agree after any storm of operations, some of them aborted, killed in the middle or repeated",
    { timeout: 120_000 },
    async () => {
      const operation = fc.record({
        verb: fc.constantFrom("reserve", "commit", "release", "refund", "import"),
        purposes: fc.subarray(["a", "b", "c", "d", "e"], { minLength: 1, maxLength: 3 }),
        amount: fc.integer({ min: 1, max: 7 }),
        end: fc.constantFrom("done", "done", "done", "aborted", "killed", "repeated"),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(operation, { minLength: 1, maxLength: 8 }), { maxLength: 6 }),
          async (waves) => {
            const { id } = await createMerchant(test.db, { credits: 12 });
            for (const wave of waves) {
              const results = await Promise.allSettled(wave.map((each) => carryOut(id, each)));
              for (const result of results) {
                if (result.status === "rejected" && !isConnectionError(result.reason))
                  expect(String(result.reason)).toMatch(/credits_missing|no credits are reserved|aborted by the test/);
              }
              const state = await books(id);
              expect(state.balance).toBe(state.entries);
              expect(state.reserved).toBe(state.open);
              expect(state.balance).toBe(state.last);
              expect(state.balance - state.reserved).toBeGreaterThanOrEqual(0);
            }
          },
        ),
        { numRuns: 150 },
      );
    },
  );
});

type Operation = { verb: string; purposes: string[]; amount: number; end: string };

/** What one verb writes; `import` holds and charges in one transaction, as a commit of one row does. */
async function write(tx: MerchantTx, { verb, purposes, amount }: Operation): Promise<void> {
  const payments = purposes.map((purpose) => ({ purpose, reference }));
  const [purpose = ""] = purposes;
  if (verb === "reserve" || verb === "import") await reserveCredits(tx, { amount, feature: "import", purposes });
  if (verb === "commit" || verb === "import") await commitReservations(tx, payments, { kind: "import" });
  if (verb === "release") await releaseReservation(tx, purpose);
  if (verb === "refund") await refundCredits(tx, { purpose, reference });
}

/** To its end; or undone by an error; or its connection ends as a killed process leaves it; or done and asked for again. */
async function carryOut(merchantId: string, operation: Operation): Promise<void> {
  const once = () =>
    inTx(merchantId, async (tx) => {
      await write(tx, operation);
      if (operation.end === "aborted") throw new Error("aborted by the test");
      if (operation.end === "killed") await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
    });
  await once();
  if (operation.end === "repeated") await once();
}
