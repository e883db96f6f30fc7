import { CONTACT_SORTS, type ContactSort } from "@nexusone/contracts/contact-terms";

/** Words and order of the list; kept in the address. */
export type CustomersSearch = { readonly q?: string; readonly sort?: Exclude<ContactSort, "newest"> };

export function parseCustomersSearch(search: Record<string, unknown>): CustomersSearch {
  const sort = CONTACT_SORTS.find((one) => one === search["sort"]);
  const q = typeof search["q"] === "string" ? search["q"].trim().slice(0, 200) : "";
  return { ...(q === "" ? {} : { q }), ...(sort && sort !== "newest" ? { sort } : {}) };
}
