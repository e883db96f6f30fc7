import {
  AddNoteInput,
  AlertInput,
  AlertView,
  AttendanceView,
  AttendInput,
  ChangeConversationInput,
  ConversationCounts,
  ConversationInput,
  ConversationLine,
  ConversationPanel,
  ConversationsPage,
  CreateSavedReplyInput,
  EditNoteInput,
  ListConversationsInput,
  ListMessagesInput,
  ListSavedRepliesInput,
  MarkConversationInput,
  MessageHitsPage,
  NoteInput,
  NoteView,
  SavedRepliesView,
  SavedReplyInput,
  SavedReplyView,
  SearchMessagesInput,
  TakeConversationInput,
  ThreadPage,
  TriggerAlertInput,
  TriggeredAlert,
  UpdateSavedReplyInput,
} from "@nexusone/contracts/conversations";
import { Done } from "@nexusone/contracts/paging";
import { DraftReplyInput, ReplyDraft } from "@nexusone/contracts/reply-drafts";
import { draftReply } from "@nexusone/core/assistant/draft-reply";
import { handleAlert, triggerAlert } from "@nexusone/core/conversations/alerts";
import { changeConversation } from "@nexusone/core/conversations/change-conversation";
import { getConversation, getConversationPanel } from "@nexusone/core/conversations/get-conversation";
import { countConversationTabs, listConversations } from "@nexusone/core/conversations/list-conversations";
import { listMessages } from "@nexusone/core/conversations/list-messages";
import { markConversation } from "@nexusone/core/conversations/mark-conversation";
import { addNote, deleteNote, editNote } from "@nexusone/core/conversations/notes";
import { attend, leave } from "@nexusone/core/conversations/presence";
import {
  createSavedReply,
  deleteSavedReply,
  listSavedReplies,
  updateSavedReply,
} from "@nexusone/core/conversations/saved-replies";
import { searchMessages } from "@nexusone/core/conversations/search-messages";
import { takeConversation } from "@nexusone/core/conversations/take-conversation";
import { merchantProcedure, router } from "../trpc.ts";

const EXAMPLE_ID = "0198c0de-7a11-7000-8000-000000000001";

export const conversationsRouter = router({
  list: merchantProcedure
    .input(ListConversationsInput)
    .output(ConversationsPage)
    .query(({ ctx, input }) => listConversations(ctx.service, input)),

  counts: merchantProcedure.output(ConversationCounts).query(({ ctx }) => countConversationTabs(ctx.service)),

  get: merchantProcedure
    .input(ConversationInput)
    .output(ConversationLine)
    .query(({ ctx, input }) => getConversation(ctx.service, input)),

  panel: merchantProcedure
    .input(ConversationInput)
    .output(ConversationPanel)
    .query(({ ctx, input }) => getConversationPanel(ctx.service, input)),

  change: merchantProcedure
    .input(ChangeConversationInput)
    .output(ConversationLine)
    .mutation(({ ctx, input }) => changeConversation(ctx.service, input)),

  take: merchantProcedure
    .input(TakeConversationInput)
    .output(ConversationLine)
    .mutation(({ ctx, input }) => takeConversation(ctx.service, input)),

  mark: merchantProcedure
    .input(MarkConversationInput)
    .output(ConversationLine)
    .mutation(({ ctx, input }) => markConversation(ctx.service, input)),

  listMessages: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/conversations/{conversationId}/messages",
        summary: "What was said in a conversation, and the notes of colleagues, newest first",
        permission: "conversations:read",
      },
    })
    .input(ListMessagesInput)
    .output(ThreadPage)
    .query(({ ctx, input }) => listMessages(ctx.service, input)),

  searchMessages: merchantProcedure
    .input(SearchMessagesInput)
    .output(MessageHitsPage)
    .query(({ ctx, input }) => searchMessages(ctx.service, input)),

  attend: merchantProcedure
    .input(AttendInput)
    .output(AttendanceView)
    .mutation(({ ctx, input }) => attend(ctx.service, input)),

  leave: merchantProcedure
    .input(ConversationInput)
    .output(Done)
    .mutation(({ ctx, input }) => leave(ctx.service, input)),

  addNote: merchantProcedure
    .input(AddNoteInput)
    .output(NoteView)
    .mutation(({ ctx, input }) => addNote(ctx.service, input)),

  editNote: merchantProcedure
    .input(EditNoteInput)
    .output(NoteView)
    .mutation(({ ctx, input }) => editNote(ctx.service, input)),

  deleteNote: merchantProcedure
    .input(NoteInput)
    .output(Done)
    .mutation(({ ctx, input }) => deleteNote(ctx.service, input)),

  listSavedReplies: merchantProcedure
    .input(ListSavedRepliesInput)
    .output(SavedRepliesView)
    .query(({ ctx, input }) => listSavedReplies(ctx.service, input)),

  createSavedReply: merchantProcedure
    .input(CreateSavedReplyInput)
    .output(SavedReplyView)
    .mutation(({ ctx, input }) => createSavedReply(ctx.service, input)),

  updateSavedReply: merchantProcedure
    .input(UpdateSavedReplyInput)
    .output(SavedReplyView)
    .mutation(({ ctx, input }) => updateSavedReply(ctx.service, input)),

  deleteSavedReply: merchantProcedure
    .input(SavedReplyInput)
    .output(Done)
    .mutation(({ ctx, input }) => deleteSavedReply(ctx.service, input)),

  draftReply: merchantProcedure
    .meta({ heavy: true })
    .input(DraftReplyInput)
    .output(ReplyDraft)
    .mutation(({ ctx, input }) => draftReply(ctx.service, input)),

  triggerAlert: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/functions/trigger-alert",
        summary: "Call a person to a conversation; calling again before somebody came changes nothing",
        permission: "conversations:reply",
        example: {
          conversationId: EXAMPLE_ID,
          reason: "Asks for a refund",
          detail: "Parcel came broken, wants to speak to somebody",
        },
      },
    })
    .input(TriggerAlertInput)
    .output(TriggeredAlert)
    .mutation(({ ctx, input }) => triggerAlert(ctx.service, input)),

  handleAlert: merchantProcedure
    .input(AlertInput)
    .output(AlertView)
    .mutation(({ ctx, input }) => handleAlert(ctx.service, input)),
});
