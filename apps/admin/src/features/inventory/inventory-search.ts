import { LEVEL_SHOWN, type LevelShown } from "@nexusone/contracts/inventory-terms";

/** Which products are shown; kept in the address. */
export type InventorySearch = { readonly show?: Exclude<LevelShown, "all"> };

export function parseInventorySearch(search: Record<string, unknown>): InventorySearch {
  const show = LEVEL_SHOWN.find((one) => one === search["show"]);
  return show && show !== "all" ? { show } : {};
}
