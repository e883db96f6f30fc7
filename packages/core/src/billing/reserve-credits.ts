import {
  dropReservations,
  findAccount,
  freeReservation,
  listReservations,
  openReservations,
  reverseReservation,
  settleReservations,
  type EntryReference,
  type Payment,
} from "@nexusone/db/queries/billing";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

/**
 * Holds `amount` credits for each purpose until they are committed or released: all of them or none. Safe to repeat: a
 * purpose that is held or paid already holds nothing more; one that was released is held anew.
 * @throws import.credits_missing {needed, available}; the transaction stays usable.
 */
export async function reserveCredits(
  tx: MerchantTx,
  input: { readonly amount: number; readonly feature: string; readonly purposes: readonly string[] },
): Promise<void> {
  const opened = await openReservations(tx, input);
  if (opened.every(({ covered }) => covered)) return;
  await dropReservations(
    tx,
    opened.map(({ id }) => id),
  );
  const account = await findAccount(tx);
  const available = account ? account.balance - account.reserved : 0;
  throw new DomainError("import.credits_missing", { needed: input.amount * opened.length, available });
}

/** `at` (the context clock's time) dates the ledger entries, otherwise the transaction's start does. */
export type CommitDetails = { readonly kind: "import"; readonly at?: Date };

/** Pays what was reserved, with one entry for each payment. Safe to repeat; throws when nothing is held for one. */
export async function commitReservations(
  tx: MerchantTx,
  payments: readonly Payment[],
  details: CommitDetails,
): Promise<void> {
  if ((await settleReservations(tx, payments, details)) === payments.length) return;
  const purposes = payments.map(({ purpose }) => purpose);
  const known = new Map((await listReservations(tx, purposes)).map(({ purpose, state }) => [purpose, state]));
  const unpaid = purposes.find((purpose) => known.get(purpose) !== "committed");
  if (unpaid !== undefined) throw new Error(`no credits are reserved for ${unpaid}`);
}

/** Gives back what was reserved for `purpose`; nothing happens when it is not open. */
export async function releaseReservation(tx: MerchantTx, purpose: string): Promise<void> {
  await freeReservation(tx, purpose);
}

/**
 * Pays back what `purpose` has cost, at most once.
 * @returns the credits given back; 0 when nothing was paid or it was given back before.
 */
export async function refundCredits(
  tx: MerchantTx,
  input: { readonly purpose: string; readonly reference: EntryReference; readonly at?: Date },
): Promise<number> {
  return reverseReservation(tx, input.purpose, { kind: "undo", reference: input.reference, at: input.at });
}
