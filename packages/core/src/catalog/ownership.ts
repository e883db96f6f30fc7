import { OWNABLE_FIELDS, type OwnableField } from "@nexusone/contracts/supplier-sync";
import type { ProductRow } from "@nexusone/db/queries/catalog-product";

/**
 * Whose a field is after an edit: what was changed becomes the merchant's, what was given back the supplier's. In one order,
 * so that equal sets are equal arrays. Pure.
 */
export function ownersAfter(
  { ownedFields }: Pick<ProductRow, "ownedFields">,
  edit: { changed: readonly OwnableField[]; givenBack: readonly OwnableField[] },
): OwnableField[] {
  return OWNABLE_FIELDS.filter(
    (field) => edit.changed.includes(field) || (ownedFields.includes(field) && !edit.givenBack.includes(field)),
  );
}
