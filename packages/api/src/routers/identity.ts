import { AccountActsPage } from "@nexusone/contracts/account-log";
import {
  AccessTokenView,
  ChangePasswordInput,
  ConsumeTokenInput,
  IssueTokenInput,
  MeView,
  RequestLinkInput,
  ResetPasswordInput,
  SessionInput,
  SessionView,
  SignInInput,
  SignUpInput,
  UpdateProfileInput,
} from "@nexusone/contracts/identity";
import { Done, PageInput } from "@nexusone/contracts/paging";
import { changePassword } from "@nexusone/core/identity/change-password";
import { consumeMagicLink } from "@nexusone/core/identity/consume-magic-link";
import { issueAccessToken } from "@nexusone/core/identity/issue-access-token";
import { listActivity } from "@nexusone/core/identity/list-activity";
import { me } from "@nexusone/core/identity/me";
import { requestMagicLink, requestPasswordReset } from "@nexusone/core/identity/request-link";
import { resetPassword } from "@nexusone/core/identity/reset-password";
import { listSessions, revokeSession, signOut, signOutEverywhere } from "@nexusone/core/identity/sessions";
import { signIn } from "@nexusone/core/identity/sign-in";
import { signUp } from "@nexusone/core/identity/sign-up";
import { updateProfile } from "@nexusone/core/identity/update-profile";
import { resendVerification, verifyEmail } from "@nexusone/core/identity/verify-email";
import { z } from "zod";
import { publicProcedure, router, userProcedure } from "../trpc.ts";
import { done, withoutCookie, withCookie } from "./answers.ts";

/** Who one is. The public ones are those somebody needs who is not signed in yet. */
export const identityRouter = router({
  signUp: publicProcedure
    .input(SignUpInput)
    .output(MeView)
    .mutation(({ ctx, input }) => withCookie(ctx, signUp(ctx, input))),
  signIn: publicProcedure
    .input(SignInInput)
    .output(MeView)
    .mutation(({ ctx, input }) => withCookie(ctx, signIn(ctx, input, ctx))),
  requestMagicLink: publicProcedure
    .input(RequestLinkInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(requestMagicLink(ctx, input))),
  consumeMagicLink: publicProcedure
    .input(ConsumeTokenInput)
    .output(MeView)
    .mutation(({ ctx, input }) => withCookie(ctx, consumeMagicLink(ctx, input, ctx))),
  verifyEmail: publicProcedure
    .input(ConsumeTokenInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(verifyEmail(ctx, input))),
  requestPasswordReset: publicProcedure
    .input(RequestLinkInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(requestPasswordReset(ctx, input))),
  resetPassword: publicProcedure
    .input(ResetPasswordInput)
    .output(Done)
    .mutation(({ ctx, input }) => withoutCookie(ctx, resetPassword(ctx, input))),
  issueToken: publicProcedure
    .input(IssueTokenInput)
    .output(AccessTokenView)
    .mutation(({ ctx, input }) => issueAccessToken(ctx, input, ctx)),

  /** Who is signed in, or null: a page asks before it knows, and nobody being there is no failure. */
  findMe: publicProcedure
    .output(MeView.nullable())
    .query(({ ctx }) => (ctx.principal.kind === "user" ? me({ ...ctx, user: ctx.principal.user }) : null)),
  me: userProcedure.output(MeView).query(({ ctx }) => me(ctx)),
  updateProfile: userProcedure
    .input(UpdateProfileInput)
    .output(MeView)
    .mutation(({ ctx, input }) => updateProfile(ctx, input)),
  changePassword: userProcedure
    .input(ChangePasswordInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(changePassword(ctx, input))),
  resendVerification: userProcedure.output(Done).mutation(({ ctx }) => done(resendVerification(ctx))),
  listActivity: userProcedure
    .input(PageInput)
    .output(AccountActsPage)
    .query(({ ctx, input }) => listActivity(ctx, input)),
  listSessions: userProcedure.output(z.array(SessionView)).query(({ ctx }) => listSessions(ctx)),
  revokeSession: userProcedure
    .input(SessionInput)
    .output(Done)
    .mutation(({ ctx, input }) => done(revokeSession(ctx, input))),
  signOut: userProcedure.output(Done).mutation(({ ctx }) => withoutCookie(ctx, signOut(ctx))),
  signOutEverywhere: userProcedure.output(Done).mutation(({ ctx }) => withoutCookie(ctx, signOutEverywhere(ctx))),
});
