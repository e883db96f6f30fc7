import type { SandboxControl } from "@nexusone/sandbox/control";
import type { Person } from "../support/api.ts";
import { orderOfMissing } from "../support/missing-variant.ts";

type Open = { lines: { lineId: string; variantId: string; substitutes: { variantId: string }[] }[] };

/** Orders of what CJ has no more: one that waits for somebody's word, and one that has it. */
export async function seedMissing(owner: Person, sandbox: SandboxControl) {
  const { orderId: waits } = await orderOfMissing(owner, sandbox, 31);
  const { orderId: replaced } = await orderOfMissing(owner, sandbox, 32);
  const { lines } = await owner.query<Open>("fulfilment.listSubstitutes", { orderId: replaced });
  for (const { lineId, variantId: insteadOf, substitutes } of lines)
    await owner.mutate("fulfilment.substituteLine", {
      orderId: replaced,
      lineId,
      insteadOf,
      variantId: substitutes[0]?.variantId,
    });
  return { waits, replaced };
}
