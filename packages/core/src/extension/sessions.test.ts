import { randomUUID } from "node:crypto";
import { ExtensionAccountView, ExtensionSessionsView } from "@nexusone/contracts/extension";
import { ExtensionSessionId } from "@nexusone/contracts/ids";
import { countSessionImports } from "@nexusone/db/queries/imports-logs";
import { categories } from "@nexusone/db/schema/catalog";
import { importLogs } from "@nexusone/db/schema/imports";
import { withMerchant } from "@nexusone/db/with-merchant";
import { createMember, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS } from "../clock.ts";
import { pairBrowser, pairedBrowser, reasonOf, request } from "./extension.fixture.ts";
import { getExtensionAccount } from "./get-extension-account.ts";
import { listExtensionSessions } from "./list-extension-sessions.ts";
import { revokeAllExtensionSessions } from "./revoke-all-extension-sessions.ts";
import { revokeExtensionSession } from "./revoke-extension-session.ts";
import { CJ } from "../cj/supplier-id.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

describe("the paired browsers of a merchant", () => {
  it("[EXT-06] [UIX-03] are listed newest first with what the screen shows of them", async () => {
    const { ctx, tokens, user } = await pairedBrowser(platform);
    await request(platform, tokens);
    await withMerchant(test.db, ctx, (tx) => countSessionImports(tx, tokens.sessionId, platform.clock.now(), 1));
    platform.clock.advance(DAY_MS);
    const second = await pairBrowser(ctx, ["catalog:read"]);
    await revokeExtensionSession(ctx, { sessionId: second.sessionId });
    const list = ExtensionSessionsView.parse(await listExtensionSessions(ctx));
    expect(list).toMatchObject([
      {
        id: second.sessionId,
        status: "revoked",
        scopes: ["catalog:read"],
        lastUsedAt: null,
        revokedReason: "extension.session_revoked",
        importCount: 0,
      },
      {
        id: tokens.sessionId,
        status: "active",
        name: "Shop laptop",
        browser: "Chrome 140 on Linux",
        userName: user.name,
        importCount: 1,
        lastImportAt: "2026-03-02T09:00:00.000Z",
        revokedAt: null,
      },
    ]);
    platform.clock.advance(40 * DAY_MS);
    expect((await listExtensionSessions(ctx)).map((each) => each.status)).toEqual(["revoked", "expired"]);
  });

  it("[EXT-06] [EXT-10] an editor sees and revokes their own, an owner everybody's", async () => {
    const { ctx: owner, tokens } = await pairedBrowser(platform);
    const { ctx: editor } = await createMember(platform, owner.merchantId, "product_editor");
    const own = await pairBrowser(editor, ["catalog:read"]);
    expect((await listExtensionSessions(editor)).map((each) => each.id)).toEqual([own.sessionId]);
    expect(await listExtensionSessions(owner)).toHaveLength(2);
    expect(await reasonOf(revokeExtensionSession(editor, { sessionId: tokens.sessionId }))).toBe("request.not_found");
    await request(platform, tokens);
    expect(await revokeAllExtensionSessions(editor)).toEqual({ revoked: 1 });
    await request(platform, tokens);
    const again = await pairBrowser(editor, ["catalog:read"]);
    await revokeExtensionSession(owner, { sessionId: again.sessionId });
    expect(await reasonOf(request(platform, again))).toBe("extension.session_revoked");
  });

  it("[EXT-06] [EXT-10] are out of sight and reach of other merchants, roles without the permission and browsers", async () => {
    const mine = await pairedBrowser(platform);
    const other = await pairedBrowser(platform);
    expect((await listExtensionSessions(other.ctx)).map((each) => each.id)).toEqual([other.tokens.sessionId]);
    const foreign = { sessionId: mine.tokens.sessionId };
    expect(await reasonOf(revokeExtensionSession(other.ctx, foreign))).toBe("request.not_found");
    const gone = { sessionId: ExtensionSessionId.parse(randomUUID()) };
    expect(await reasonOf(revokeExtensionSession(mine.ctx, gone))).toBe("request.not_found");
    expect(await revokeAllExtensionSessions(other.ctx)).toEqual({ revoked: 1 });
    const { ctx: support } = await createMember(platform, mine.merchant.id, "support");
    const browser = await request(platform, mine.tokens);
    for (const [ctx, reason] of [
      [support, "request.forbidden"],
      [browser, "request.scope_missing"],
    ] as const) {
      expect(await reasonOf(listExtensionSessions(ctx))).toBe(reason);
      expect(await reasonOf(revokeExtensionSession(ctx, foreign))).toBe(reason);
      expect(await reasonOf(revokeAllExtensionSessions(ctx))).toBe(reason);
    }
    await request(platform, mine.tokens);
  });

  it("[EXT-10] revoking twice is harmless and recorded once, by whom", async () => {
    const { ctx, tokens, user } = await pairedBrowser(platform);
    await revokeExtensionSession(ctx, tokens);
    await revokeExtensionSession(ctx, tokens);
    const events =
      await test.sql`select * from events where merchant_id = ${ctx.merchantId} and type = 'extension.revoked'`;
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ actor_kind: "user", actor_id: user.id, subject_id: tokens.sessionId });
  });

  it("[EXT-06] names who paired a browser even after they left, to their merchant only", async () => {
    const { ctx } = await pairedBrowser(platform);
    const { ctx: editor, user } = await createMember(platform, ctx.merchantId, "product_editor");
    await pairBrowser(editor, ["catalog:read"]);
    await test.sql`delete from memberships where user_id = ${user.id}`;
    expect((await listExtensionSessions(ctx)).map((each) => each.userName)).toContain(user.name);
    const other = await pairedBrowser(platform);
    const { rows } = await withMerchant(test.db, other.ctx, (tx) =>
      tx.execute(sql`select name from system.names_of_extension_users()`),
    );
    expect(rows).toEqual([{ name: other.user.name }]);
  });
});

describe("the account a paired browser sees", () => {
  it("[EXT-08] holds plan, credits, expiry, terms, words and recent imports of its own merchant", async () => {
    const { ctx, tokens, merchant, user } = await pairedBrowser(platform, { credits: 42 });
    const other = await pairedBrowser(platform);
    for (const each of [ctx, other.ctx]) {
      await withMerchant(test.db, each, async (tx) => {
        await tx.insert(categories).values({ name: `Lamps of ${each.merchantId}`, nameLower: "lamps" });
        for (let n = 0; n < 12; n++) {
          await tx.insert(importLogs).values({
            previewId: randomUUID(),
            rowId: randomUUID(),
            supplier: CJ,
            externalId: `${n}`,
            name: each.merchantId,
            source: "extension",
            state: "imported",
            userName: "Ann",
          });
        }
      });
    }
    const view = ExtensionAccountView.parse(await getExtensionAccount(await request(platform, tokens)));
    expect(view).toMatchObject({
      merchant: { id: merchant.id, name: merchant.name, slug: merchant.slug, isDemo: false },
      userName: user.name,
      plan: "premium",
      creditsAvailable: 42,
      importCredits: 3,
      productCount: 0,
      productLimit: null,
      sessionName: "Shop laptop",
      sessionExpiresAt: tokens.sessionExpiresAt,
      categories: [`Lamps of ${merchant.id}`],
    });
    expect(view.pricing.terms.fxRate).toBe("0.9");
    expect(view.recentImports).toHaveLength(10);
    expect(new Set(view.recentImports.map((each) => each.name))).toEqual(new Set([merchant.id]));
  });

  it("[EXT-09] needs the scope to read the catalogue, and a paired browser", async () => {
    const { ctx, tokens } = await pairedBrowser(platform, { scopes: ["orders:read"] });
    expect(await reasonOf(getExtensionAccount(await request(platform, tokens)))).toBe("request.scope_missing");
    expect(await reasonOf(getExtensionAccount(ctx))).toBe("extension.not_paired");
  });
});
