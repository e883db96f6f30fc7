import {
  AskErasureInput,
  DeclineErasureInput,
  DeletedUserData,
  DeleteUserDataInput,
  ErasuresPage,
  ErasureView,
  ListErasuresInput,
} from "@nexusone/contracts/erasures";
import {
  declineErasure,
  deleteUserData,
  eraseContact,
  listErasures,
  requestErasure,
} from "@nexusone/core/contacts/erase-contact";
import { merchantProcedure, router } from "../trpc.ts";

export const erasuresRouter = router({
  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/erasures",
        summary: "Who asked that their data be deleted, and what came of it",
        permission: "contacts:read",
      },
    })
    .input(ListErasuresInput)
    .output(ErasuresPage)
    .query(({ ctx, input }) => listErasures(ctx.service, input)),

  ask: merchantProcedure
    .input(AskErasureInput)
    .output(ErasureView)
    .mutation(({ ctx, input }) => requestErasure(ctx.service, input)),

  decline: merchantProcedure
    .input(DeclineErasureInput)
    .output(ErasureView)
    .mutation(({ ctx, input }) => declineErasure(ctx.service, input)),

  erase: merchantProcedure
    .input(AskErasureInput)
    .output(ErasureView)
    .mutation(({ ctx, input }) => eraseContact(ctx.service, input)),

  deleteUserData: merchantProcedure
    .meta({
      rest: {
        method: "DELETE",
        path: "/functions/delete-user-data",
        summary: "Forget a person: everything about them is deleted or blanked, the proof of it stays and names nobody",
        permission: "contacts:edit",
      },
    })
    .input(DeleteUserDataInput)
    .output(DeletedUserData)
    .mutation(({ ctx, input }) => deleteUserData(ctx.service, input)),
});
