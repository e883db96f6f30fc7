import { sql } from "drizzle-orm";
import type { Environment } from "@nexusone/contracts/cj";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

export const whatsappFunctions: readonly SystemFunction[] = [
  {
    name: "whatsapp_app",
    reason: "A body posted to a merchant's own app names it by the address alone: whose that is, and what signs there.",
    access: { whatsapp_apps: ["select"] },
    args: "p_key_hash text",
    returns:
      "table (id uuid, merchant_id uuid, environment text, secret_sealed text, previous_secret_sealed text, verify_token_sealed text)",
    volatility: "stable",
    body: `
      select a.id, a.merchant_id, a.environment, a.secret_sealed,
        case when a.previous_until > clock_timestamp() then a.previous_secret_sealed end, a.verify_token_sealed
      from public.whatsapp_apps a where a.key_hash = p_key_hash`,
  },
  {
    name: "whatsapp_app_verified",
    reason: "Meta's check of an address names no merchant; the one whose address it is learns that it was made.",
    access: { whatsapp_apps: ["select", "update"] },
    args: "p_key_hash text, p_at timestamptz",
    returns: "void",
    body: `update public.whatsapp_apps set verified_at = p_at where key_hash = p_key_hash`,
  },
  {
    name: "whatsapp_owners",
    reason:
      "A body of the Cloud API names numbers and accounts of any merchants: whose they are, of those under the app that signed it.",
    access: { whatsapp_channels: ["select"] },
    args: "p_environment text, p_app_id uuid, p_numbers text[], p_accounts text[]",
    returns: "table (merchant_id uuid, external_id text, account_id text)",
    volatility: "stable",
    body: `
      select c.merchant_id, c.external_id, c.account_id from public.whatsapp_channels c
      where c.environment = p_environment and c.provider = 'cloud_api' and c.state <> 'disconnected'
        and c.app_id is not distinct from p_app_id
        and (c.external_id = any(p_numbers) or c.account_id = any(p_accounts))`,
  },
  {
    name: "whapi_channel",
    reason: "A body of Whapi's names its number by the address, or by the channel's id: whose that is, and its secret.",
    access: { whatsapp_channels: ["select"] },
    args: "p_key_hash text, p_external_id text",
    returns: "table (merchant_id uuid, external_id text, key_hash text, header_secret_sealed text)",
    volatility: "stable",
    body: `
      select c.merchant_id, c.external_id, c.key_hash, c.header_secret_sealed from public.whatsapp_channels c
      where c.provider = 'whapi' and c.state <> 'disconnected' and (c.key_hash = p_key_hash or c.external_id = p_external_id)`,
  },
];

export type AppOwner = {
  readonly id: string;
  readonly merchantId: MerchantId;
  readonly environment: Environment;
  /** Newest first. */
  readonly secretsSealed: readonly { readonly sealed: string; readonly previous: boolean }[];
  readonly verifyTokenSealed: string;
};

/** Whose app this address is; undefined for nobody's. */
export async function findWhatsAppApp(db: Database, keyHash: string): Promise<AppOwner | undefined> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<Record<string, string | null>>(
      sql`select * from system.whatsapp_app(${keyHash})`,
    );
    const [row] = rows;
    if (!row) return undefined;
    const previous = row["previous_secret_sealed"];
    // The casts restate what the function declares to return.
    return {
      id: row["id"]!,
      merchantId: row["merchant_id"] as MerchantId,
      environment: row["environment"] as Environment,
      secretsSealed: [
        { sealed: row["secret_sealed"]!, previous: false },
        ...(previous ? [{ sealed: previous, previous: true }] : []),
      ],
      verifyTokenSealed: row["verify_token_sealed"]!,
    };
  });
}

export async function noteAppVerified(db: Database, keyHash: string, at: Date): Promise<void> {
  await withSystem(db, (tx) =>
    tx.execute(sql`select system.whatsapp_app_verified(${keyHash}, ${at.toISOString()}::timestamptz)`),
  );
}

export type NumberOwner = {
  readonly merchantId: MerchantId;
  readonly externalId: string;
  readonly accountId: string | null;
};

/** Whose numbers these are, or numbers of these accounts, of those under the app (null: this installation's own). */
export async function findNumberOwners(
  db: Database,
  app: { readonly environment: Environment; readonly id: string | null },
  named: { readonly numbers: readonly string[]; readonly accounts: readonly string[] },
): Promise<NumberOwner[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<Record<string, string | null>>(
      sql`select * from system.whatsapp_owners(${app.environment}, ${app.id}::uuid, ${sql.param([...named.numbers])}::text[],
        ${sql.param([...named.accounts])}::text[])`,
    );
    return rows.map((row) => ({
      merchantId: row["merchant_id"] as MerchantId,
      externalId: row["external_id"]!,
      accountId: row["account_id"] ?? null,
    }));
  });
}

export type WhapiOwner = {
  readonly merchantId: MerchantId;
  readonly externalId: string;
  readonly keyHash: string;
  readonly headerSecretSealed: string;
};

/** Whose number of Whapi's this is, by its address or by the channel's id; undefined for nobody's. */
export async function findWhapiChannel(
  db: Database,
  by: { readonly keyHash: string } | { readonly externalId: string },
): Promise<WhapiOwner | undefined> {
  const keyHash = "keyHash" in by ? by.keyHash : null;
  const externalId = "externalId" in by ? by.externalId : null;
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<Record<string, string>>(
      sql`select * from system.whapi_channel(${keyHash}::text, ${externalId}::text)`,
    );
    const [row] = rows;
    return (
      row && {
        merchantId: row["merchant_id"] as MerchantId,
        externalId: row["external_id"]!,
        keyHash: row["key_hash"]!,
        headerSecretSealed: row["header_secret_sealed"]!,
      }
    );
  });
}
