import {
  DEFAULT_LOW_STOCK_AT,
  DEFAULT_POLICIES,
  DEFAULT_PRICE_NOISE_BPS,
  DEFAULT_STOCK_NOISE_BPS,
  type ChangePolicies,
} from "@nexusone/contracts/inventory-terms";
import { findInventorySettings } from "@nexusone/db/queries/inventory-settings";
import type { MerchantTx } from "@nexusone/db/with-merchant";

/** How far a reading is followed without asking anybody. */
export type Following = {
  readonly policies: ChangePolicies;
  readonly priceNoiseBps: number;
  readonly stockNoiseBps: number;
};

/** Somebody asked for the reading, or agreed to it: all of it is taken, and told. */
export const ALL_OF_IT: Following = {
  policies: { cost: "apply", stock: "apply", variantGone: "apply", productGone: "apply", variantNew: "apply" },
  priceNoiseBps: 0,
  stockNoiseBps: 0,
};

const DEFAULTS = {
  policies: DEFAULT_POLICIES,
  priceNoiseBps: DEFAULT_PRICE_NOISE_BPS,
  stockNoiseBps: DEFAULT_STOCK_NOISE_BPS,
  lowStockAt: DEFAULT_LOW_STOCK_AT,
};

/** The merchant's wishes, ours as long as they have none. */
export async function readFollowing(tx: MerchantTx): Promise<Following & { readonly lowStockAt: number }> {
  const { policies, priceNoiseBps, stockNoiseBps, lowStockAt } = (await findInventorySettings(tx)) ?? DEFAULTS;
  return { policies, priceNoiseBps, stockNoiseBps, lowStockAt };
}
