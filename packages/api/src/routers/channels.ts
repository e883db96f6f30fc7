import {
  BusinessConfig,
  BusinessConfigView,
  ChannelDetails,
  ChannelInput,
  ChannelsView,
  ConnectChannelInput,
  RenameChannelInput,
  ReplaceTokenInput,
  RotateAppSecretInput,
  SetAnswersInput,
  SignatureTestView,
  TestMessageInput,
} from "@nexusone/contracts/channels";
import { OutgoingView } from "@nexusone/contracts/sending";
import { Done } from "@nexusone/contracts/paging";
import { getBusinessConfig, saveBusinessConfig } from "@nexusone/core/channels/business-config";
import {
  disconnectChannel,
  renameChannel,
  replaceToken,
  rotateAppSecret,
  setAnswers,
} from "@nexusone/core/channels/change-channel";
import { checkChannel } from "@nexusone/core/channels/check-channel";
import { connectChannel } from "@nexusone/core/channels/connect-channel";
import { getChannel } from "@nexusone/core/channels/get-channel";
import { listChannels } from "@nexusone/core/channels/list-channels";
import { sendTestMessage } from "@nexusone/core/channels/send-test-message";
import { testSignature } from "@nexusone/core/channels/test-signature";
import { merchantProcedure, router } from "../trpc.ts";

export const channelsRouter = router({
  connect: merchantProcedure
    .meta({ heavy: true })
    .input(ConnectChannelInput)
    .output(ChannelDetails)
    .mutation(({ ctx, input }) => connectChannel(ctx.service, input)),

  list: merchantProcedure.output(ChannelsView).query(({ ctx }) => listChannels(ctx.service)),

  get: merchantProcedure
    .input(ChannelInput)
    .output(ChannelDetails)
    .query(({ ctx, input }) => getChannel(ctx.service, input)),

  rename: merchantProcedure
    .input(RenameChannelInput)
    .output(ChannelDetails)
    .mutation(({ ctx, input }) => renameChannel(ctx.service, input)),

  setAnswers: merchantProcedure
    .input(SetAnswersInput)
    .output(ChannelDetails)
    .mutation(({ ctx, input }) => setAnswers(ctx.service, input)),

  replaceToken: merchantProcedure
    .meta({ heavy: true })
    .input(ReplaceTokenInput)
    .output(ChannelDetails)
    .mutation(({ ctx, input }) => replaceToken(ctx.service, input)),

  rotateAppSecret: merchantProcedure
    .meta({ heavy: true })
    .input(RotateAppSecretInput)
    .output(ChannelDetails)
    .mutation(({ ctx, input }) => rotateAppSecret(ctx.service, input)),

  check: merchantProcedure
    .meta({ heavy: true })
    .input(ChannelInput)
    .output(ChannelDetails)
    .mutation(({ ctx, input }) => checkChannel(ctx.service, input)),

  testSignature: merchantProcedure
    .meta({ heavy: true })
    .input(ChannelInput)
    .output(SignatureTestView)
    .mutation(({ ctx, input }) => testSignature(ctx.service, input)),

  sendTestMessage: merchantProcedure
    .input(TestMessageInput)
    .output(OutgoingView)
    .mutation(({ ctx, input }) => sendTestMessage(ctx.service, input)),

  disconnect: merchantProcedure
    .input(ChannelInput)
    .output(Done)
    .mutation(({ ctx, input }) => disconnectChannel(ctx.service, input)),

  getBusinessConfig: merchantProcedure.output(BusinessConfigView).query(({ ctx }) => getBusinessConfig(ctx.service)),

  saveBusinessConfig: merchantProcedure
    .input(BusinessConfig)
    .output(BusinessConfigView)
    .mutation(({ ctx, input }) => saveBusinessConfig(ctx.service, input)),
});
