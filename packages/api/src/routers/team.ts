import {
  AcceptInvitationInput,
  ChangeRoleInput,
  InvitationInput,
  InvitationView,
  InviteInput,
  MembershipInput,
  MeView,
  TeamView,
} from "@nexusone/contracts/identity";
import { Done } from "@nexusone/contracts/paging";
import { acceptInvitation } from "@nexusone/core/team/accept-invitation";
import { changeRole, removeMember } from "@nexusone/core/team/change-role";
import { invite } from "@nexusone/core/team/invite";
import { listTeam } from "@nexusone/core/team/list-team";
import { withdrawInvitation } from "@nexusone/core/team/withdraw-invitation";
import { merchantProcedure, publicProcedure, router } from "../trpc.ts";
import { done, withCookie } from "./answers.ts";

export const teamRouter = router({
  list: merchantProcedure.output(TeamView).query(({ ctx }) => listTeam(ctx.service)),
  invite: merchantProcedure
    .input(InviteInput)
    .output(InvitationView)
    .mutation(({ ctx, input }) => invite(ctx.service, input)),
  withdrawInvitation: merchantProcedure
    .input(InvitationInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(withdrawInvitation(ctx.service, input))),
  /** Public: whoever is invited has perhaps no account yet. */
  acceptInvitation: publicProcedure
    .input(AcceptInvitationInput)
    .output(MeView)
    .mutation(({ ctx, input }) => withCookie(ctx, acceptInvitation(ctx, input, ctx))),
  changeRole: merchantProcedure
    .input(ChangeRoleInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(changeRole(ctx.service, input))),
  removeMember: merchantProcedure
    .input(MembershipInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(removeMember(ctx.service, input))),
});
