import { and, asc, count, desc, eq, gt, inArray, isNull, like, ne, or, sql, type SQL } from "drizzle-orm";
import type { Environment } from "@nexusone/contracts/cj";
import { messageTemplates, templateSubmissions, templateVersions } from "../schema/templates.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type TemplateRow = typeof messageTemplates.$inferSelect;
export type NewTemplate = Omit<typeof messageTemplates.$inferInsert, "merchantId" | "id" | "createdAt" | "updatedAt">;
export type TemplateChange = Partial<Omit<NewTemplate, "createdById" | "createdByName">>;
export type VersionRow = typeof templateVersions.$inferSelect;
export type SubmissionRow = typeof templateSubmissions.$inferSelect;
/** Whose templates: both null for what was written before there was an account. */
export type Account = { readonly environment: Environment | null; readonly accountId: string | null };
/** Where a page ends. */
export type TemplateKey = { readonly name: string; readonly language: string; readonly id: string };

/** A merchant's accounts together have fewer; a list without pages needs an end. */
const MOST_OF_AN_ACCOUNT = 10_000;
const HISTORY = 200;

const ofAccount = ({ environment, accountId }: Account): SQL | undefined =>
  and(
    environment === null ? isNull(messageTemplates.environment) : eq(messageTemplates.environment, environment),
    accountId === null ? isNull(messageTemplates.accountId) : eq(messageTemplates.accountId, accountId),
  );

type Filter = {
  readonly q?: string | undefined;
  readonly name?: string | undefined;
  readonly type?: TemplateRow["type"] | undefined;
  readonly state?: TemplateRow["state"] | undefined;
  /** Null: not at Meta. */
  readonly status?: string | null | undefined;
  readonly language?: string | undefined;
  readonly category?: string | undefined;
  readonly account?: Account | undefined;
};
/** By name and language, one more than `limit` when there is a next page. */
export const listTemplateRows = (
  tx: MerchantTx,
  { limit, after, ...filter }: Filter & { readonly limit: number; readonly after?: TemplateKey | undefined },
): Promise<TemplateRow[]> => {
  const t = messageTemplates;
  const words = filter.q === undefined ? undefined : `%${filter.q.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  return tx
    .select()
    .from(t)
    .where(
      and(
        words === undefined ? undefined : or(like(t.name, words), like(sql`lower(${t.content} ->> 'body')`, words)),
        filter.name === undefined ? undefined : eq(t.name, filter.name),
        filter.type && eq(t.type, filter.type),
        filter.state && eq(t.state, filter.state),
        filter.status === undefined
          ? undefined
          : filter.status === null
            ? isNull(t.status)
            : eq(t.status, filter.status),
        filter.language === undefined ? undefined : eq(t.language, filter.language),
        filter.category === undefined
          ? undefined
          : eq(sql`coalesce(${t.category}, ${t.askedCategory}, ${t.content} ->> 'category')`, filter.category),
        filter.account && ofAccount(filter.account),
        after && sql`(${t.name}, ${t.language}, ${t.id}) > (${after.name}, ${after.language}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(t.name), asc(t.language), asc(t.id))
    .limit(limit + 1);
};

export async function findTemplate(tx: MerchantTx, id: string): Promise<TemplateRow | undefined> {
  const [row] = await tx.select().from(messageTemplates).where(eq(messageTemplates.id, id));
  return row;
}

export async function lockTemplate(tx: MerchantTx, id: string): Promise<TemplateRow | undefined> {
  const [row] = await tx.select().from(messageTemplates).where(eq(messageTemplates.id, id)).for("update");
  return row;
}

/** All of an account, by name and language. */
export const listAccountTemplates = (tx: MerchantTx, account: Account): Promise<TemplateRow[]> =>
  tx
    .select()
    .from(messageTemplates)
    .where(ofAccount(account))
    .orderBy(asc(messageTemplates.name), asc(messageTemplates.language))
    .limit(MOST_OF_AN_ACCOUNT);

/** The same, each locked, in the order of their ids so that two of us never wait for each other. */
export const lockAccountTemplates = (tx: MerchantTx, account: Account): Promise<TemplateRow[]> =>
  tx
    .select()
    .from(messageTemplates)
    .where(ofAccount(account))
    .orderBy(asc(messageTemplates.id))
    .limit(MOST_OF_AN_ACCOUNT)
    .for("update");

/** Those of one name. */
export const listNamesakes = (tx: MerchantTx, account: Account, name: string): Promise<TemplateRow[]> =>
  tx
    .select()
    .from(messageTemplates)
    .where(and(ofAccount(account), eq(messageTemplates.name, name)))
    .orderBy(asc(messageTemplates.language));

/** By Meta's id, else by name and language, of whatever environment the account is; locked. */
export async function lockToldTemplate(
  tx: MerchantTx,
  told: { accountId: string; externalId: string | null; name: string | null; language: string | null },
): Promise<TemplateRow | undefined> {
  const t = messageTemplates;
  const named = told.name !== null && told.language !== null;
  const [row] = await tx
    .select()
    .from(t)
    .where(
      and(
        eq(t.accountId, told.accountId),
        or(
          told.externalId === null ? undefined : eq(t.externalId, told.externalId),
          named ? and(eq(t.name, told.name ?? ""), eq(t.language, told.language ?? "")) : undefined,
          sql`false`,
        ),
      ),
    )
    // Its id says more than its name.
    .orderBy(desc(sql`${t.externalId} is not distinct from ${told.externalId}`), asc(t.id))
    .limit(1)
    .for("update");
  return row;
}

/** Undefined when the account has one of the name in this language. */
export async function insertTemplate(tx: MerchantTx, row: NewTemplate): Promise<TemplateRow | undefined> {
  const t = messageTemplates;
  const [inserted] = await tx
    .insert(t)
    .values(row)
    .onConflictDoNothing({ target: [t.merchantId, t.environment, t.accountId, t.name, t.language] })
    .returning();
  return inserted;
}

/** Raises 23505 `message_templates_key` when it moves to an account that has one of its name. */
export async function updateTemplate(tx: MerchantTx, id: string, change: TemplateChange): Promise<TemplateRow> {
  const [row] = await tx.update(messageTemplates).set(change).where(eq(messageTemplates.id, id)).returning();
  return row!; // locked by this transaction
}

export async function deleteTemplateRows(tx: MerchantTx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(messageTemplates).where(inArray(messageTemplates.id, [...ids]));
}

/** At Meta, by account. */
export async function countTemplates(tx: MerchantTx): Promise<{ accountId: string | null; templates: number }[]> {
  return tx
    .select({ accountId: messageTemplates.accountId, templates: count() })
    .from(messageTemplates)
    .where(sql`${messageTemplates.externalId} is not null`)
    .groupBy(messageTemplates.accountId);
}

export async function insertVersion(tx: MerchantTx, row: Omit<VersionRow, "merchantId" | "id">): Promise<void> {
  await tx.insert(templateVersions).values(row);
}

/** The newest first. */
export const listVersions = (tx: MerchantTx, templateId: string): Promise<VersionRow[]> =>
  tx
    .select()
    .from(templateVersions)
    .where(eq(templateVersions.templateId, templateId))
    .orderBy(desc(templateVersions.version))
    .limit(HISTORY);

export async function findVersion(
  tx: MerchantTx,
  templateId: string,
  version: number,
): Promise<VersionRow | undefined> {
  const [row] = await tx
    .select()
    .from(templateVersions)
    .where(and(eq(templateVersions.templateId, templateId), eq(templateVersions.version, version)));
  return row;
}

/** Whether somebody here ever wrote at it. */
export async function wasWrittenHere(tx: MerchantTx, templateId: string): Promise<boolean> {
  const [row] = await tx
    .select({ version: templateVersions.version })
    .from(templateVersions)
    .where(and(eq(templateVersions.templateId, templateId), ne(templateVersions.source, "meta")))
    .limit(1);
  return row !== undefined;
}

export async function insertSubmission(
  tx: MerchantTx,
  row: Pick<
    SubmissionRow,
    "templateId" | "version" | "kind" | "state" | "wasApproved" | "askedCategory" | "sentAt" | "byName"
  >,
): Promise<SubmissionRow> {
  const [inserted] = await tx.insert(templateSubmissions).values(row).returning();
  return inserted!; // an insert without conflict clause returns its row or raises
}

type Answer = Partial<
  Pick<SubmissionRow, "state" | "reason" | "detail" | "answeredAt" | "outcome" | "outcomeReason" | "decidedAt">
>;
export async function updateSubmission(tx: MerchantTx, id: string, answer: Answer): Promise<void> {
  await tx.update(templateSubmissions).set(answer).where(eq(templateSubmissions.id, id));
}

/** The newest first. */
export const listSubmissions = (tx: MerchantTx, templateId: string): Promise<SubmissionRow[]> =>
  tx
    .select()
    .from(templateSubmissions)
    .where(eq(templateSubmissions.templateId, templateId))
    .orderBy(desc(templateSubmissions.sentAt), desc(templateSubmissions.id))
    .limit(HISTORY);

/** Of templates of an account that Meta took or may have taken since. */
export async function countCreations(tx: MerchantTx, account: Account, since: Date): Promise<number> {
  const [row] = await tx
    .select({ created: count() })
    .from(templateSubmissions)
    .innerJoin(
      messageTemplates,
      and(
        eq(messageTemplates.merchantId, templateSubmissions.merchantId),
        eq(messageTemplates.id, templateSubmissions.templateId),
      ),
    )
    .where(
      and(
        ofAccount(account),
        eq(templateSubmissions.kind, "create"),
        ne(templateSubmissions.state, "refused"),
        gt(templateSubmissions.sentAt, since),
      ),
    );
  return row?.created ?? 0;
}
