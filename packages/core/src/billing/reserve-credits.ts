import {
  dropReservation,
  findAccount,
  findReservation,
  freeReservation,
  openReservation,
  reverseReservation,
  settleReservation,
  type EntryReference,
} from "@nexusone/db/queries/billing";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

/**
 * Holds `amount` credits for `purpose` until they are committed or released. Safe to repeat: a purpose that is held or paid
 * already holds nothing more; one that was released is held anew.
 * @throws import.credits_missing {needed, available}; the transaction stays usable.
 */
export async function reserveCredits(
  tx: MerchantTx,
  input: { readonly amount: number; readonly feature: string; readonly purpose: string },
): Promise<{ id: string }> {
  const opened = await openReservation(tx, input);
  if (opened?.covered) return { id: opened.id };
  if (opened) {
    await dropReservation(tx, opened.id);
    const account = await findAccount(tx);
    const available = account ? account.balance - account.reserved : 0;
    throw new DomainError("import.credits_missing", { needed: input.amount, available });
  }
  const existing = await findReservation(tx, input.purpose);
  if (!existing) throw new Error(`the reservation ${input.purpose} vanished`);
  return { id: existing.id };
}

/** What the ledger entry is about; `at` (the context clock's time) dates it, otherwise the transaction's start does. */
export type CommitDetails = { readonly kind: "import"; readonly reference: EntryReference; readonly at?: Date };

/** Pays what was reserved for `purpose`. Safe to repeat; throws when nothing is held for it. */
export async function commitReservation(tx: MerchantTx, purpose: string, details: CommitDetails): Promise<void> {
  if (await settleReservation(tx, purpose, details)) return;
  const existing = await findReservation(tx, purpose);
  if (existing?.state !== "committed") throw new Error(`no credits are reserved for ${purpose}`);
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
