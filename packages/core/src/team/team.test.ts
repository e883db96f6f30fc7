import { TeamView } from "@nexusone/contracts/identity";
import { MembershipId } from "@nexusone/contracts/ids";
import type { Role } from "@nexusone/contracts/permissions";
import { chromeExtensionSessions } from "@nexusone/db/schema/extension";
import { withMerchant } from "@nexusone/db/with-merchant";
import {
  clientContext,
  createMember,
  createStaffedMerchant,
  createTestPlatform,
  type TestPlatform,
} from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createMembership } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { distant, mailedToken, newcomer, PASSWORD, reasonOf } from "../identity/identity.fixture.ts";
import { authenticateSession } from "../identity/authenticate.ts";
import { signIn } from "../identity/sign-in.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { changeRole, removeMember } from "./change-role.ts";
import { invite } from "./invite.ts";
import { listTeam } from "./list-team.ts";
import { withdrawInvitation } from "./withdraw-invitation.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  platform = createTestPlatform(database.db);
});
afterAll(() => database.close());

let invited = 0;
const newAddress = () => `invited-${(invited += 1)}@example.com`;
const accept = (token: string, rest: { name?: string; password?: string } = {}) =>
  acceptInvitation(clientContext(platform), { token, ...rest }, distant);
const details = { name: "Ines", password: PASSWORD };
const eventsOf = async (ctx: ServiceContext) =>
  (await database.sql`select type from events where merchant_id = ${ctx.merchantId} order by id`).map(
    (row) => row["type"],
  );

async function membershipOf(ctx: ServiceContext, userId: string) {
  const member = (await listTeam(ctx)).members.find((each) => each.userId === userId);
  if (!member) throw new Error("no such member");
  return member;
}

async function invitation(ctx: ServiceContext, role: Role = "product_editor", email = newAddress()) {
  const view = await invite(ctx, { email, role });
  return { view, email, token: await mailedToken(platform, email, "invite") };
}

async function pairBrowser(ctx: ServiceContext, userId: string): Promise<string> {
  const now = platform.clock.now();
  const [row] = await withMerchant(database.db, { merchantId: ctx.merchantId }, (tx) =>
    tx
      .insert(chromeExtensionSessions)
      .values({
        userId,
        name: "Chrome",
        browser: "Chrome",
        scopes: ["catalog:read"],
        pairedAt: now,
        expiresAt: addMs(now, DAY_MS),
      })
      .returning(),
  );
  return row!.id;
}
const isRevoked = async (id: string) =>
  (await database.sql`select revoked_at from chrome_extension_sessions where id = ${id}`)[0]?.["revoked_at"] !== null;

describe("listTeam", () => {
  it("[AUT-06] shows the members and invitations of one's own merchant only", async () => {
    const { ctx, user } = await createStaffedMerchant(platform);
    const { user: support } = await createMember(platform, ctx.merchantId, "support");
    const { email } = await invitation(ctx);
    const team = TeamView.parse(await listTeam(ctx));
    expect(team.members.map(({ userId, role, isYou }) => ({ userId, role, isYou }))).toEqual([
      { userId: user.id, role: "owner", isYou: true },
      { userId: support.id, role: "support", isYou: false },
    ]);
    expect(team.invitations.map((each) => each.email)).toEqual([email]);
    const other = await createStaffedMerchant(platform);
    const theirs = await listTeam(other.ctx);
    expect(theirs.members.map((each) => each.userId)).toEqual([other.user.id]);
    expect(theirs.invitations).toEqual([]);
  });
});

describe("invitations", () => {
  it("bring somebody new in with the role named, signed in and with a proven address", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const { token, email } = await invitation(ctx, "support");
    const signedIn = await accept(token, details);
    expect(signedIn.me).toMatchObject({
      user: { email, name: "Ines", emailVerified: true },
      memberships: [{ merchantId: ctx.merchantId, role: "support" }],
    });
    const again = await signIn(clientContext(platform), { email, password: PASSWORD }, distant);
    expect(again.me.user.id).toBe(signedIn.me.user.id);
    expect(await eventsOf(ctx)).toEqual(["member.invited", "member.joined"]);
    expect((await listTeam(ctx)).invitations).toEqual([]);
  });

  it("bring in somebody who has an account with that account, asking for nothing", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const person = await newcomer(platform);
    const { token } = await invitation(ctx, "admin", person.email);
    const { me } = await accept(token);
    expect(me.user.id).toBe(person.userId);
    expect(me.memberships.map((each) => each.role).toSorted()).toEqual(["admin", "owner"]);
  });

  it("end what a stranger set up with the invited address before", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const stranger = await newcomer(platform);
    const { token } = await invitation(ctx, "admin", stranger.email);
    await accept(token);
    expect(await authenticateSession({ platform, token: stranger.token })).toBeUndefined();
  });

  it("ask somebody new for name and password, and stay good meanwhile", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const { token } = await invitation(ctx);
    expect(await reasonOf(accept(token))).toBe("team.account_details_needed");
    expect(await reasonOf(accept(token, { name: "Ines", password: "password123" }))).toBe("identity.password_weak");
    expect(await reasonOf(accept(token, details))).toBe("nothing was refused");
  });

  it("work once, also when opened at the same moment", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const { token } = await invitation(ctx);
    const reasons = await Promise.all(Array.from({ length: 5 }, () => reasonOf(accept(token, details))));
    expect(reasons.toSorted()).toEqual([...Array(4).fill("identity.link_invalid"), "nothing was refused"]);
    expect((await listTeam(ctx)).members).toHaveLength(2);
  });

  it("end after seven days, when withdrawn, and when a newer one is sent", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const late = await invitation(ctx);
    platform.clock.advance(7 * DAY_MS);
    expect(await reasonOf(accept(late.token, details))).toBe("identity.link_invalid");
    const withdrawn = await invitation(ctx);
    await withdrawInvitation(ctx, { invitationId: withdrawn.view.id });
    expect(await reasonOf(accept(withdrawn.token, details))).toBe("identity.link_invalid");
    const first = await invitation(ctx);
    await invite(ctx, { email: first.email, role: "support" });
    expect(await reasonOf(accept(first.token, details))).toBe("identity.link_invalid");
    expect((await listTeam(ctx)).invitations).toHaveLength(1);
    expect(await reasonOf(accept("no such token, whatever it is", details))).toBe("identity.link_invalid");
  });

  it("[AUT-06] of another merchant cannot be withdrawn", async () => {
    const [mine, theirs] = [await createStaffedMerchant(platform), await createStaffedMerchant(platform)];
    const { view } = await invitation(theirs.ctx);
    expect(await reasonOf(withdrawInvitation(mine.ctx, { invitationId: view.id }))).toBe("request.not_found");
    expect(await reasonOf(withdrawInvitation(theirs.ctx, { invitationId: view.id }))).toBe("nothing was refused");
  });

  it("go to nobody who is a member already, and from nobody whose own address is unproven", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const { user } = await createMember(platform, ctx.merchantId, "support");
    expect(await reasonOf(invite(ctx, { email: user.email, role: "admin" }))).toBe("team.member_exists");
    await database.sql`update users set email_verified_at = null where id = ${(ctx.actor as { userId: string }).userId}`;
    expect(await reasonOf(invite(ctx, { email: newAddress(), role: "admin" }))).toBe("identity.email_unverified");
  });

  it("to one address are throttled", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const email = newAddress();
    const reasons: string[] = [];
    for (let n = 0; n < 6; n += 1) reasons.push(await reasonOf(invite(ctx, { email, role: "support" })));
    expect(reasons.at(-1)).toBe("identity.sign_in_throttled");
    expect(reasons[0]).toBe("nothing was refused");
  });
});

describe("roles", () => {
  it("[AUT-04] let owners manage everyone, admins everyone but owners, others nobody", async () => {
    const { ctx: owner } = await createStaffedMerchant(platform);
    const { ctx: admin } = await createMember(platform, owner.merchantId, "admin");
    const { ctx: editor } = await createMember(platform, owner.merchantId, "product_editor");
    const { user: support } = await createMember(platform, owner.merchantId, "support");
    const { user: secondOwner } = await createMember(platform, owner.merchantId, "owner");
    const membershipId = (await membershipOf(owner, support.id)).id;
    const ofOwner = (await membershipOf(owner, secondOwner.id)).id;

    expect(await reasonOf(invite(editor, { email: newAddress(), role: "support" }))).toBe("request.forbidden");
    expect(await reasonOf(changeRole(editor, { membershipId, role: "admin" }))).toBe("request.forbidden");
    expect(await reasonOf(removeMember(editor, { membershipId }))).toBe("request.forbidden");
    expect(await reasonOf(withdrawInvitation(editor, { invitationId: (await invitation(owner)).view.id }))).toBe(
      "request.forbidden",
    );

    expect(await reasonOf(invite(admin, { email: newAddress(), role: "owner" }))).toBe("team.role_too_high");
    expect(await reasonOf(changeRole(admin, { membershipId, role: "owner" }))).toBe("team.role_too_high");
    expect(await reasonOf(changeRole(admin, { membershipId: ofOwner, role: "support" }))).toBe("team.role_too_high");
    expect(await reasonOf(removeMember(admin, { membershipId: ofOwner }))).toBe("team.role_too_high");
    expect(await reasonOf(changeRole(admin, { membershipId, role: "product_editor" }))).toBe("nothing was refused");

    await changeRole(owner, { membershipId: ofOwner, role: "admin" });
    expect((await membershipOf(owner, secondOwner.id)).role).toBe("admin");
    expect(await eventsOf(owner)).toEqual(["member.invited", "member.role_changed", "member.role_changed"]);
  });

  it("[AUT-06] of another merchant's members cannot be changed", async () => {
    const [mine, theirs] = [await createStaffedMerchant(platform), await createStaffedMerchant(platform)];
    const { user } = await createMember(platform, theirs.ctx.merchantId, "support");
    const membershipId = (await membershipOf(theirs.ctx, user.id)).id;
    expect(await reasonOf(changeRole(mine.ctx, { membershipId, role: "admin" }))).toBe("request.not_found");
    expect(await reasonOf(removeMember(mine.ctx, { membershipId }))).toBe("request.not_found");
    expect(await reasonOf(removeMember(theirs.ctx, { membershipId }))).toBe("nothing was refused");
  });

  it("leave a merchant at least one owner", async () => {
    const { ctx, user } = await createStaffedMerchant(platform);
    const membershipId = (await membershipOf(ctx, user.id)).id;
    expect(await reasonOf(removeMember(ctx, { membershipId }))).toBe("team.last_owner");
    expect(await reasonOf(changeRole(ctx, { membershipId, role: "admin" }))).toBe("team.last_owner");
    await createMember(platform, ctx.merchantId, "owner");
    expect(await reasonOf(removeMember(ctx, { membershipId }))).toBe("nothing was refused");
  });

  it("leave one owner when all owners go at the same moment, removed or downgraded", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { ctx, user } = await createStaffedMerchant(platform);
      const others = await Promise.all([1, 2, 3].map(() => createMember(platform, ctx.merchantId, "owner")));
      const ids = await Promise.all(
        [user, ...others.map((each) => each.user)].map(async ({ id }) => (await membershipOf(ctx, id)).id),
      );
      const reasons = await Promise.all(
        ids.map((membershipId, n) =>
          reasonOf(n % 2 ? removeMember(ctx, { membershipId }) : changeRole(ctx, { membershipId, role: "support" })),
        ),
      );
      expect(reasons.toSorted()).toEqual([...Array(3).fill("nothing was refused"), "team.last_owner"]);
      const left = await database.sql`
        select 1 from memberships where merchant_id = ${ctx.merchantId} and role = 'owner'`;
      expect(left).toHaveLength(1);
    }
  });
});

describe("members who leave", () => {
  it("are out at their next request, and so are the browsers they paired with this merchant", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const elsewhere = await createStaffedMerchant(platform);
    const person = await newcomer(platform);
    await createMembership(database.db, { merchantId: ctx.merchantId, userId: person.userId, role: "admin" });
    const browser = await pairBrowser(ctx, person.userId);
    const [bystander, otherShop] = [
      await pairBrowser(ctx, (ctx.actor as { userId: string }).userId),
      await pairBrowser(elsewhere.ctx, person.userId),
    ];
    const ask = () => authenticateSession({ platform, token: person.token, merchantId: ctx.merchantId });
    expect((await ask())?.membership?.role).toBe("admin");
    const membershipId = (await membershipOf(ctx, person.userId)).id;
    await removeMember(ctx, { membershipId });
    expect((await ask())?.membership).toBeUndefined();
    expect(await Promise.all([browser, bystander, otherShop].map(isRevoked))).toEqual([true, false, false]);
    expect(await eventsOf(ctx)).toEqual(["extension.revoked", "member.removed"]);
  });

  it("lose their browsers too when their role shrinks, and keep them when it grows", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const { user } = await createMember(platform, ctx.merchantId, "product_editor");
    const browser = await pairBrowser(ctx, user.id);
    const membershipId = (await membershipOf(ctx, user.id)).id;
    await changeRole(ctx, { membershipId, role: "admin" });
    expect(await isRevoked(browser)).toBe(false);
    await changeRole(ctx, { membershipId, role: "support" });
    expect(await isRevoked(browser)).toBe(true);
  });

  it.each([
    ["removed", undefined],
    ["lowered", "support"],
  ] as const)("[AUT-04] leave no way back: an invitation sent before they were %s is worthless", async (_how, role) => {
    const { ctx } = await createStaffedMerchant(platform);
    const leaver = await createMember(platform, ctx.merchantId, "admin");
    const [theirs, ours] = [await invitation(leaver.ctx, "admin"), await invitation(ctx, "admin")];
    const membershipId = (await membershipOf(ctx, leaver.user.id)).id;
    await (role ? changeRole(ctx, { membershipId, role }) : removeMember(ctx, { membershipId }));
    expect(await reasonOf(accept(theirs.token, details))).toBe("identity.link_invalid");
    expect(await eventsOf(ctx)).toContain("member.invitation_withdrawn");
    expect(await reasonOf(accept(ours.token, details))).toBe("nothing was refused");
  });

  it("that never were members are not found", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const membershipId = MembershipId.parse(crypto.randomUUID());
    expect(await reasonOf(removeMember(ctx, { membershipId }))).toBe("request.not_found");
  });
});
