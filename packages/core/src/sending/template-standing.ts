import type { ContactPurpose } from "@nexusone/contracts/contact-terms";
import { isSendable } from "@nexusone/contracts/template-terms";
import { listNamesakes } from "@nexusone/db/queries/templates";
import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { OutgoingTemplate } from "@nexusone/whatsapp/rules";

/** What Meta's categories are about. Codes to sign in with are nothing that anybody could not want. */
const PURPOSES: Readonly<Record<string, ContactPurpose>> = { MARKETING: "marketing", UTILITY: "orders" };

/** How a template stands at Meta by what we know last: whether it may be sent, and what it is for. One we do not know may not. */
export async function templateStanding(
  tx: MerchantTx,
  { environment, accountId }: Pick<ChannelRow, "environment" | "accountId">,
  { name, language }: Pick<OutgoingTemplate, "name" | "language">,
): Promise<{ readonly sendable: boolean; readonly purpose: ContactPurpose | null }> {
  const plain = (code: string): string => code.replaceAll("-", "_").toLowerCase();
  const rows = await listNamesakes(tx, { environment, accountId }, name);
  const row = rows.find((one) => plain(one.language) === plain(language));
  return {
    sendable: row !== undefined && row.state !== "archived" && isSendable(row.status),
    purpose: PURPOSES[row?.category ?? ""] ?? null,
  };
}
