import { AttachPictureInput, ChatFileOfInput, ChatFileView } from "@nexusone/contracts/chat-files";
import { Done } from "@nexusone/contracts/paging";
import {
  ConversationInput,
  ConversationsOfInput,
  MessageInput,
  OutgoingView,
  QueueSendingInput,
  ResendMessageInput,
  RestConversation,
  SendButtonsInput,
  SendGuardView,
  SendListInput,
  SendMessageInput,
  SendTemplateInput,
  SendTextInput,
  StartConversationInput,
} from "@nexusone/contracts/sending";
import { retryChatFile } from "@nexusone/core/chat-media/retry-file";
import { attachPicture } from "@nexusone/core/chat-media/upload-file";
import { cancelMessage, resendMessage } from "@nexusone/core/sending/change-message";
import { getSendGuard } from "@nexusone/core/sending/get-send-guard";
import { sendMessage } from "@nexusone/core/sending/send-message";
import { queueMessageSending, sendTemplate } from "@nexusone/core/sending/send-template";
import { sendButtons, sendList, sendText } from "@nexusone/core/sending/send-to";
import { markConversationRead, showTyping } from "@nexusone/core/sending/signals";
import { listConversationsOf, startConversation } from "@nexusone/core/sending/start-conversation";
import { z } from "zod";
import { merchantProcedure, router } from "../trpc.ts";

const permission = "conversations:reply";
const to = "+33639980101";

/** Messages on their way out, and how conversations begin. */
export const messagesRouter = router({
  guard: merchantProcedure
    .input(ConversationInput)
    .output(SendGuardView)
    .query(({ ctx, input }) => getSendGuard(ctx.service, input)),

  send: merchantProcedure
    .input(SendMessageInput)
    .output(OutgoingView)
    .mutation(({ ctx, input }) => sendMessage(ctx.service, input)),

  resend: merchantProcedure
    .input(ResendMessageInput)
    .output(OutgoingView)
    .mutation(({ ctx, input }) => resendMessage(ctx.service, input)),

  cancel: merchantProcedure
    .input(MessageInput)
    .output(OutgoingView)
    .mutation(({ ctx, input }) => cancelMessage(ctx.service, input)),

  attachPicture: merchantProcedure
    .meta({ heavy: true })
    .input(AttachPictureInput)
    .output(ChatFileView)
    .mutation(({ ctx, input }) => attachPicture(ctx.service, input)),

  retryFile: merchantProcedure
    .input(ChatFileOfInput)
    .output(ChatFileView)
    .mutation(({ ctx, input }) => retryChatFile(ctx.service, input)),

  markRead: merchantProcedure
    .input(ConversationInput)
    .output(Done)
    .mutation(({ ctx, input }) => markConversationRead(ctx.service, input)),

  showTyping: merchantProcedure
    .input(ConversationInput)
    .output(Done)
    .mutation(({ ctx, input }) => showTyping(ctx.service, input)),

  sendText: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/whatsapp/send-message",
        also: ["POST /functions/send-message"],
        status: 201,
        summary: "Send a text to a conversation, a person or a telephone number; it is stored, and leaves in its turn",
        permission,
        example: { to, text: "Your lamp has been repaired." },
      },
    })
    .input(SendTextInput)
    .output(OutgoingView)
    .mutation(({ ctx, input }) => sendText(ctx.service, input)),

  sendButtons: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/whatsapp/send-buttons",
        status: 201,
        summary: "Send up to three reply buttons",
        permission,
        example: {
          to,
          body: "Shall we keep the lamp for you?",
          buttons: [
            { id: "keep", title: "Yes, please" },
            { id: "release", title: "No, thank you" },
          ],
        },
      },
    })
    .input(SendButtonsInput)
    .output(OutgoingView)
    .mutation(({ ctx, input }) => sendButtons(ctx.service, input)),

  sendList: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/whatsapp/send-list",
        status: 201,
        summary: "Send a list of up to ten rows behind one button",
        permission,
        example: {
          to,
          body: "What is it about?",
          label: "Choose",
          sections: [{ rows: [{ id: "order", title: "My order", description: "Where it is" }] }],
        },
      },
    })
    .input(SendListInput)
    .output(OutgoingView)
    .mutation(({ ctx, input }) => sendList(ctx.service, input)),

  sendTemplate: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/whatsapp/send-template",
        status: 201,
        summary:
          "Send an approved template; what is not given is filled with what is known of the person and the order",
        permission,
        example: {
          to,
          templateId: "0198c0de-7a11-7000-8000-000000000001",
          variables: { first_name: "Ana", order_number: "1042" },
        },
      },
    })
    .input(SendTemplateInput)
    .output(OutgoingView)
    .mutation(({ ctx, input }) => sendTemplate(ctx.service, input)),

  queueSending: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/functions/queue-message-sending",
        status: 201,
        summary: "Queue a text or a template for a telephone number, with a priority",
        permission,
        example: { phone: to, text: "Your lamp has been repaired.", priority: "normal" },
      },
    })
    .input(QueueSendingInput)
    .output(OutgoingView)
    .mutation(({ ctx, input }) => queueMessageSending(ctx.service, input)),

  startConversation: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/functions/start-conversation",
        status: 201,
        summary: "The conversation with a person or a telephone number, made when there is none; nothing is sent",
        permission,
        example: { phone: to, name: "Jeanne Martin" },
      },
    })
    .input(StartConversationInput)
    .output(RestConversation)
    .mutation(({ ctx, input }) => startConversation(ctx.service, input)),

  listConversationsOf: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/rest/v1/conversations",
        summary: "Conversations of one person, the newest first; `user_id` is the contact",
        permission: "conversations:read",
      },
    })
    .input(ConversationsOfInput)
    .output(z.array(RestConversation))
    .query(({ ctx, input }) => listConversationsOf(ctx.service, input)),
});
