import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createMembership, createMerchant, createUser } from "@nexusone/testing/merchants";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { userSessions, users, userTokens } from "../schema/users.ts";
import { withMerchant, withSystem, withUser } from "../with-merchant.ts";
import {
  findInvitation,
  findSessionBySubject,
  findSessionByToken,
  findSessionsByToken,
  findTokenOwner,
  findUserByEmail,
  issueUserToken,
  listMembers,
  listOwnMemberships,
  pruneIdentity,
} from "./identity-lookups.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const now = new Date("2026-03-02T09:00:00Z");
const later = new Date("2026-04-01T09:00:00Z");

async function shop() {
  const [merchant, user] = [await createMerchant(test.db), await createUser(test.db)];
  await createMembership(test.db, { merchantId: merchant.id, userId: user.id, role: "owner" });
  const [session] = await withUser(test.db, user.id, (tx) =>
    tx
      .insert(userSessions)
      .values({ tokenHash: `hash-${user.id}`, lastUsedAt: now, expiresAt: later })
      .returning(),
  );
  return { merchantId: merchant.id as never, user, session: session! };
}
const query = (merchantId?: never) => ({ merchantId, now, slideUntil: later });

describe("lookups of identity", () => {
  it("[AUT-06] tell members and merchants only to whom the transaction is bound", async () => {
    const [a, b] = [await shop(), await shop()];
    const members = (merchantId: string) => withMerchant(test.db, { merchantId }, listMembers);
    expect((await members(a.merchantId)).map((row) => row.userId)).toEqual([a.user.id]);
    expect((await members(b.merchantId)).map((row) => row.userId)).toEqual([b.user.id]);
    expect(await withUser(test.db, a.user.id, (tx) => listMembers(tx as never))).toEqual([]);
    const own = (userId: string) => withUser(test.db, userId, listOwnMemberships);
    expect((await own(a.user.id)).map((row) => row.merchantId)).toEqual([a.merchantId]);
    expect((await own(b.user.id)).map((row) => row.merchantId)).toEqual([b.merchantId]);
    expect(await withMerchant(test.db, { merchantId: a.merchantId }, listOwnMemberships)).toEqual([]);
    expect(await withSystem(test.db, (tx) => listOwnMemberships(tx as never))).toEqual([]);
  });

  it("give a session's role in the merchant asked about, and none in another", async () => {
    const [a, b] = [await shop(), await shop()];
    const hash = `hash-${a.user.id}`;
    expect(await findSessionByToken(test.db, hash, query(a.merchantId))).toMatchObject({
      userId: a.user.id,
      role: "owner",
      plan: "premium",
    });
    expect(await findSessionByToken(test.db, hash, query(b.merchantId))).toMatchObject({ role: null, plan: null });
    expect(await findSessionByToken(test.db, hash, query())).toMatchObject({ userId: a.user.id, role: null });
    const ask = (tokenHash: string, merchantId?: never) => ({ tokenHash, merchantId });
    const asked = [
      ask(hash, a.merchantId),
      ask("nobody's"),
      ask(hash, b.merchantId),
      ask(`hash-${b.user.id}`),
      ask(hash),
    ];
    const many = await findSessionsByToken(test.db, asked, query());
    expect(many.map((one) => one && [one.userId, one.role])).toEqual([
      [a.user.id, "owner"],
      undefined,
      [a.user.id, null],
      [b.user.id, null],
      [a.user.id, null],
    ]);
  });

  it("need session and user to fit", async () => {
    const [a, b] = [await shop(), await shop()];
    const find = (sessionId: string, userId: string) => findSessionBySubject(test.db, { sessionId, userId }, query());
    expect((await find(a.session.id, a.user.id))?.userId).toBe(a.user.id);
    expect(await find(a.session.id, b.user.id)).toBeUndefined();
  });

  it("find nobody's session once it is revoked or over", async () => {
    const { user } = await shop();
    const find = (at: Date) => findSessionByToken(test.db, `hash-${user.id}`, { ...query(), now: at });
    expect(await find(new Date(later.getTime() - 1))).toBeDefined();
    expect(await find(later)).toBeUndefined();
    await test.sql`update user_sessions set revoked_at = ${now} where user_id = ${user.id}`;
    expect(await find(now)).toBeUndefined();
  });

  it("store a link for a known address only, and say whose a link is by its whole hash only", async () => {
    const { user } = await shop();
    const token = { email: user.email, kind: "magic_link" as const, tokenHash: randomUUID(), expiresAt: later };
    expect(await withSystem(test.db, (tx) => issueUserToken(tx, token))).toEqual({ name: user.name, locale: "en" });
    const unknown = { ...token, email: "nobody@example.com", tokenHash: randomUUID() };
    expect(await withSystem(test.db, (tx) => issueUserToken(tx, unknown))).toBeUndefined();
    expect(await findTokenOwner(test.db, "magic_link", token.tokenHash)).toEqual({
      userId: user.id,
      email: user.email,
    });
    expect(await findTokenOwner(test.db, "reset_password", token.tokenHash)).toBeUndefined();
    expect(await findTokenOwner(test.db, "magic_link", unknown.tokenHash)).toBeUndefined();
    expect(await findTokenOwner(test.db, "magic_link", "%")).toBeUndefined();
    expect(await findInvitation(test.db, "%")).toBeUndefined();
  });

  it("find a person by the exact address", async () => {
    const { user } = await shop();
    expect((await findUserByEmail(test.db, user.email))?.id).toBe(user.id);
    for (const other of ["%", user.email.slice(0, -1), "' or true --"])
      expect(await findUserByEmail(test.db, other)).toBeUndefined();
  });
});

describe("pruneIdentity", () => {
  it("forgets what ended before and keeps the rest", async () => {
    const [a, b] = [await shop(), await shop()];
    await test.sql`update user_sessions set expires_at = ${now} where id = ${a.session.id}`;
    const link = (expiresAt: Date) => ({ kind: "magic_link" as const, tokenHash: randomUUID(), expiresAt });
    await withUser(test.db, a.user.id, (tx) => tx.insert(userTokens).values([link(now), link(later)]));
    await pruneIdentity(test.db, new Date(now.getTime() + 1));
    const left = await test.sql`select id from user_sessions where id in (${a.session.id}, ${b.session.id})`;
    expect(left.map((row) => row["id"])).toEqual([b.session.id]);
    expect(await test.sql`select 1 from user_tokens where user_id = ${a.user.id}`).toHaveLength(1);
  });
});

describe("rows of a person", () => {
  it("[AUT-06] are out of sight and out of reach for everybody else", async () => {
    const [a, b] = [await shop(), await shop()];
    await withUser(test.db, a.user.id, (tx) =>
      tx.insert(userTokens).values({ kind: "magic_link", tokenHash: randomUUID(), expiresAt: later }),
    );
    for (const table of [users, userSessions, userTokens]) {
      const seen = (userId: string) => withUser(test.db, userId, (tx) => tx.select().from(table));
      expect(await seen(a.user.id)).toHaveLength(1);
      expect((await seen(b.user.id)).map((row) => JSON.stringify(row)).join()).not.toContain(a.user.id);
      expect(await withMerchant(test.db, { merchantId: a.merchantId }, (tx) => tx.select().from(table))).toEqual([]);
    }
    const change = (userId: string) =>
      withUser(test.db, userId, (tx) =>
        tx
          .update(users)
          .set({ name: "changed" })
          .where(sql`id = ${a.user.id}`)
          .returning({ id: users.id }),
      );
    expect(await change(b.user.id)).toEqual([]);
    expect(await change(a.user.id)).toEqual([{ id: a.user.id }]);
    const plant = withUser(test.db, b.user.id, (tx) =>
      tx.insert(userSessions).values({ userId: a.user.id, tokenHash: "planted", lastUsedAt: now, expiresAt: later }),
    );
    await expect(plant).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});
