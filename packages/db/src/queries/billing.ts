import { sql } from "drizzle-orm";
import type { CREDIT_ENTRY_KINDS } from "@nexusone/contracts/billing";
import { ENTITLEMENTS, PLANS, type Plan } from "@nexusone/contracts/plans";
import { creditAccounts, creditEntries, merchantPlans, type RESERVATION_STATES } from "../schema/billing.ts";
import type { MerchantTx } from "../with-merchant.ts";

/*
 * Rows are locked in one order everywhere: merchant_plans, then a credit_reservations row, then credit_accounts, then
 * usage_counters. A transaction that takes a slot and credits keeps to it and cannot deadlock with another.
 */

export type CreditEntryKind = (typeof CREDIT_ENTRY_KINDS)[number];
export type ReservationState = (typeof RESERVATION_STATES)[number];
/** What a ledger entry is about. */
export type EntryReference = { readonly kind: string; readonly id: string; readonly label?: string | null };

export type PlanRow = { plan: Plan; productCount: number; productCap: number | null };
export type AccountRow = { balance: number; reserved: number };

/** Creates the plan and credit rows of a new merchant; the balance starts at zero. */
export async function insertPlan(tx: MerchantTx, plan: Plan): Promise<void> {
  await tx.insert(merchantPlans).values({ plan, productCap: ENTITLEMENTS[plan].productLimit });
  await tx.insert(creditAccounts).values({});
}

export async function findPlan(tx: MerchantTx, options: { lock?: boolean } = {}): Promise<PlanRow | undefined> {
  const query = tx
    .select({
      plan: merchantPlans.plan,
      productCount: merchantPlans.productCount,
      productCap: merchantPlans.productCap,
    })
    .from(merchantPlans);
  const [row] = await (options.lock ? query.for("update") : query);
  return row;
}

/** Sets plan and cap: the plan's limit, or the present count when that is higher. Call with the row locked. */
export async function updatePlan(tx: MerchantTx, plan: Plan): Promise<void> {
  const limit = ENTITLEMENTS[plan].productLimit;
  await tx.update(merchantPlans).set({
    plan,
    productCap: limit === null ? null : sql`greatest(${limit}::integer, ${merchantPlans.productCount})`,
  });
}

/** Counts so many products more; false when the cap has no room for all. Locks the plan row until the transaction ends. */
export async function incrementProductCount(tx: MerchantTx, count: number): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`
    update merchant_plans set product_count = product_count + ${count}::integer
    where product_cap is null or product_count + ${count}::integer <= product_cap`);
  return rowCount === 1;
}

const planLimit = sql`case plan ${sql.join(
  PLANS.map((plan) => sql`when ${plan} then ${ENTITLEMENTS[plan].productLimit}::integer`),
  sql` `,
)} end`;

/** Counts one product less. A cap that a downgrade left above the plan's limit sinks with the count. */
export async function decrementProductCount(tx: MerchantTx): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`
    update merchant_plans set product_count = product_count - 1,
      product_cap = case when product_cap > ${planLimit} then greatest(${planLimit}, product_count - 1) else product_cap end
    where product_count > 0`);
  return rowCount === 1;
}

export async function findAccount(tx: MerchantTx): Promise<AccountRow | undefined> {
  const [row] = await tx
    .select({ balance: creditAccounts.balance, reserved: creditAccounts.reserved })
    .from(creditAccounts);
  return row;
}

/**
 * Opens (or opens again after a release) a reservation of `amount` for each purpose, except those that are open or committed.
 * `covered` is the same for all: the account covers their sum, or none is held.
 */
export async function openReservations(
  tx: MerchantTx,
  input: { amount: number; feature: string; purposes: readonly string[] },
): Promise<{ id: string; purpose: string; covered: boolean }[]> {
  // The reservations come first: their unique key decides between two of the same purpose before credits move.
  const { rows } = await tx.execute<{ id: string; purpose: string; covered: boolean }>(sql`
    with opened as (
      insert into credit_reservations as r (amount, feature, state, purpose)
      select ${input.amount}::integer, ${input.feature}, 'open', p.purpose
      from unnest(${sql.param(input.purposes)}::text[]) as p(purpose) order by p.purpose
      on conflict (merchant_id, purpose) do update
        set state = 'open', amount = excluded.amount, feature = excluded.feature where r.state = 'released'
      returning id, purpose, amount),
    held as (
      update credit_accounts a set reserved = a.reserved + o.total from (select sum(amount)::integer as total from opened) o
      where a.balance - a.reserved >= o.total returning a.id)
    select opened.id, opened.purpose, exists (select from held) as covered from opened`);
  return rows;
}

/** Takes back reservations that `openReservations` found not covered: they hold nothing. */
export async function dropReservations(tx: MerchantTx, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`delete from credit_reservations where id = any(${sql.param(ids)}::uuid[])`);
}

export async function listReservations(
  tx: MerchantTx,
  purposes: readonly string[],
): Promise<{ id: string; purpose: string; state: ReservationState }[]> {
  const { rows } = await tx.execute<{ id: string; purpose: string; state: ReservationState }>(
    sql`select id, purpose, state from credit_reservations where purpose = any(${sql.param(purposes)}::text[])`,
  );
  return rows;
}

type Entry = { kind: CreditEntryKind; reference?: EntryReference; at?: Date };
const referenceValues = ({ reference, at }: Entry) =>
  sql`${reference?.kind ?? null}, ${reference?.id ?? null}, ${reference?.label ?? null}, coalesce(${at ?? null}::timestamptz, now())`;

/** What one purpose has paid for. */
export type Payment = { readonly purpose: string; readonly reference: EntryReference };

/**
 * Open to committed: balance and hold sink, the ledger gets an entry for each, in the order given.
 * @returns how many were open.
 */
export async function settleReservations(
  tx: MerchantTx,
  payments: readonly Payment[],
  entry: { kind: CreditEntryKind; at?: Date | undefined },
): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    with payment as (
      select p.purpose, p.reference, p.nth
      from rows from (jsonb_to_recordset(${JSON.stringify(payments)}::jsonb) as (purpose text, reference jsonb))
        with ordinality as p(purpose, reference, nth)),
    settled as (
      update credit_reservations r set state = 'committed' from payment p where r.purpose = p.purpose and r.state = 'open'
      returning p.nth, p.reference, r.amount, r.feature),
    account as (
      update credit_accounts a set balance = a.balance - s.total, reserved = a.reserved - s.total
      from (select sum(amount)::integer as total from settled) s where s.total > 0
      returning a.balance + s.total as before)
    insert into credit_entries
      (kind, feature, amount, balance_after, reference_kind, reference_id, reference_label, created_at)
    select ${entry.kind}, feature, -amount, before - sum(amount) over (order by nth), reference->>'kind', reference->>'id',
      reference->>'label', coalesce(${entry.at ?? null}::timestamptz, now())
    from settled, account order by nth`);
  return rowCount ?? 0;
}

/** Open to released: the hold sinks. False when it was not open. */
export async function freeReservation(tx: MerchantTx, purpose: string): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`
    with freed as (
      update credit_reservations set state = 'released' where purpose = ${purpose} and state = 'open' returning amount)
    update credit_accounts a set reserved = a.reserved - freed.amount from freed`);
  return rowCount === 1;
}

/** Committed to released: the balance gets the amount back, with its entry. @returns the amount; 0 when not committed. */
export async function reverseReservation(tx: MerchantTx, purpose: string, entry: Entry): Promise<number> {
  const { rows } = await tx.execute<{ amount: number }>(sql`
    with reversed as (
      update credit_reservations set state = 'released' where purpose = ${purpose} and state = 'committed'
      returning amount, feature),
    repaid as (
      update credit_accounts a set balance = a.balance + reversed.amount from reversed
      returning a.balance, reversed.amount, reversed.feature)
    insert into credit_entries
      (kind, feature, amount, balance_after, reference_kind, reference_id, reference_label, created_at)
    select ${entry.kind}, feature, amount, balance, ${referenceValues(entry)} from repaid returning amount`);
  return rows[0]?.amount ?? 0;
}

/** Adds credits with their entry. False when the merchant has no account. */
export async function addCredits(tx: MerchantTx, input: Entry & { amount: number; feature: string }): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`
    with account as (update credit_accounts set balance = balance + ${input.amount} returning balance)
    insert into credit_entries
      (kind, feature, amount, balance_after, reference_kind, reference_id, reference_label, created_at)
    select ${input.kind}, ${input.feature}, ${input.amount}::integer, balance, ${referenceValues(input)} from account`);
  return rowCount === 1;
}

/** Whether the starting credits of `plan` were given before. */
export async function hasPlanGrant(tx: MerchantTx, plan: Plan): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from credit_entries where kind = 'grant' and reference_kind = 'plan' and reference_id = ${plan} limit 1`);
  return rows.length > 0;
}

/** Open reservations made before `before`, oldest first: whoever knows the purpose decides whether it is dead. */
export async function listOpenReservations(
  tx: MerchantTx,
  input: { feature: string; before: Date; limit: number },
): Promise<{ purpose: string; amount: number }[]> {
  const { rows } = await tx.execute<{ purpose: string; amount: number }>(sql`
    select purpose, amount from credit_reservations
    where state = 'open' and feature = ${input.feature} and updated_at < ${input.before}
    order by updated_at limit ${input.limit}`);
  return rows;
}

/** So many uses more of `feature` on `day` (YYYY-MM-DD, UTC). */
export async function incrementUsage(
  tx: MerchantTx,
  input: { feature: string; day: string; count: number; userId: string | null },
): Promise<void> {
  await tx.execute(sql`
    insert into usage_counters as u (feature, day, count, user_id)
    values (${input.feature}, ${input.day}, ${input.count}, ${input.userId})
    on conflict (merchant_id, feature, day) do update set count = u.count + excluded.count, user_id = excluded.user_id`);
}

/** Credits spent (undone ones given back) and times used since `since`, by feature. */
export async function listUsage(
  tx: MerchantTx,
  since: Date,
): Promise<{ feature: string; credits: number; count: number }[]> {
  const { rows } = await tx.execute<{ feature: string; credits: number; count: number }>(sql`
    with spent as (
      select feature, -sum(amount)::integer as credits from credit_entries
      where kind in ('import', 'undo') and created_at >= ${since} group by feature),
    used as (
      select feature, sum(count)::integer as count from usage_counters
      where day >= ${since.toISOString().slice(0, 10)} group by feature)
    select feature, coalesce(credits, 0) as credits, coalesce(count, 0) as count
    from spent full join used using (feature) order by feature`);
  return rows;
}

/**
 * The ledger, newest first, before the entry `beforeId`. Ordered by id: uuidv7 is drawn under the account's lock, so ids
 * follow the balance, which the start times of concurrent transactions do not.
 */
export async function listEntries(tx: MerchantTx, input: { beforeId?: string; limit: number }) {
  return tx
    .select()
    .from(creditEntries)
    .where(input.beforeId ? sql`${creditEntries.id} < ${input.beforeId}::uuid` : undefined)
    .orderBy(sql`${creditEntries.id} desc`)
    .limit(input.limit);
}
