import {
  AddIdentifierInput,
  CheckSuppressionInput,
  ConflictsPage,
  ContactsPage,
  ContactView,
  CreateContactInput,
  GetContactInput,
  GetMergeInput,
  KeepApartInput,
  KeptApart,
  ListConflictsInput,
  ListContactsInput,
  MergeContactsInput,
  RecordConsentInput,
  RemoveAddressInput,
  RemoveIdentifierInput,
  SaveAddressInput,
  SuppressContactInput,
  SuppressionAnswer,
  UnmergeContactsInput,
  UnmergedView,
  UnmergePreview,
  UnsuppressContactInput,
  UpdateContactInput,
  UpdateDeliveryPreferencesInput,
} from "@nexusone/contracts/contacts";
import { ConsentLogInput, ConsentLogView } from "@nexusone/contracts/erasures";
import { removeAddress, saveAddress } from "@nexusone/core/contacts/change-addresses";
import { addIdentifier, removeIdentifier } from "@nexusone/core/contacts/change-identifiers";
import { createContact } from "@nexusone/core/contacts/create-contact";
import { getContact } from "@nexusone/core/contacts/get-contact";
import { keepApart, listConflicts } from "@nexusone/core/contacts/list-conflicts";
import { listContacts } from "@nexusone/core/contacts/list-contacts";
import { logConsent } from "@nexusone/core/contacts/log-consent";
import { mergeContacts } from "@nexusone/core/contacts/merge-contacts";
import { recordConsent } from "@nexusone/core/contacts/record-consent";
import { checkSuppression, suppressContact, unsuppressContact } from "@nexusone/core/contacts/suppress";
import { previewUnmerge } from "@nexusone/core/contacts/preview-unmerge";
import { unmergeContacts } from "@nexusone/core/contacts/unmerge-contacts";
import { updateContact } from "@nexusone/core/contacts/update-contact";
import { updateDeliveryPreferences } from "@nexusone/core/contacts/update-delivery-preferences";
import { merchantProcedure, router } from "../trpc.ts";

export const contactsRouter = router({
  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/contacts",
        summary: "Customers and other people, by words of name, e-mail address or phone number",
        permission: "contacts:read",
      },
    })
    .input(ListContactsInput)
    .output(ContactsPage)
    .query(({ ctx, input }) => listContacts(ctx.service, input)),

  get: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/contacts/{id}",
        summary: "One person with identifiers, addresses and consents",
        permission: "contacts:read",
      },
    })
    .input(GetContactInput)
    .output(ContactView)
    .query(({ ctx, input }) => getContact(ctx.service, input)),

  create: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/contacts",
        status: 201,
        summary: "Add a person; with `if_known` `use`, take whoever has one of the identifiers",
        permission: "contacts:edit",
        example: { name: "Jeanne Martin", identifiers: [{ type: "phone", value: "+33612345678" }], ifKnown: "use" },
      },
    })
    .input(CreateContactInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => createContact(ctx.service, input)),

  update: merchantProcedure
    .meta({
      rest: {
        method: "PATCH",
        path: "/api/contacts/{id}",
        summary: "Change a person's name, language or note",
        permission: "contacts:edit",
        example: { name: "Jeanne Martin", language: "fr" },
      },
    })
    .input(UpdateContactInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => updateContact(ctx.service, input)),

  updateDeliveryPreferences: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/functions/update-delivery-preferences",
        summary: "When and where a person wants parcels brought; what is absent stays as it is",
        permission: "contacts:edit",
        example: {
          contactId: "0198c0de-7a11-7000-8000-000000000001",
          days: [2, 4],
          window: { fromMinute: 1080, untilMinute: 1200 },
          place: "neighbour",
          instructions: "Gate code 1234, second floor",
        },
      },
    })
    .input(UpdateDeliveryPreferencesInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => updateDeliveryPreferences(ctx.service, input)),

  addIdentifier: merchantProcedure
    .input(AddIdentifierInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => addIdentifier(ctx.service, input)),

  removeIdentifier: merchantProcedure
    .input(RemoveIdentifierInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => removeIdentifier(ctx.service, input)),

  saveAddress: merchantProcedure
    .input(SaveAddressInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => saveAddress(ctx.service, input)),

  removeAddress: merchantProcedure
    .input(RemoveAddressInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => removeAddress(ctx.service, input)),

  recordConsent: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/contacts/{id}/consents",
        summary: "Write down that a person agreed to something or took it back",
        permission: "contacts:edit",
        example: { purpose: "marketing", granted: true, source: "api", evidence: "Checkout form of 2 March" },
      },
    })
    .input(RecordConsentInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => recordConsent(ctx.service, input)),

  logConsent: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/rest/v1/consent_logs",
        status: 201,
        summary: "The same in the words of programs of the older form",
        permission: "contacts:edit",
        example: { userId: "0198c0de-7a11-7000-8000-000000000001", consentGiven: false },
      },
    })
    .input(ConsentLogInput)
    .output(ConsentLogView)
    .mutation(({ ctx, input }) => logConsent(ctx.service, input)),

  suppress: merchantProcedure
    .input(SuppressContactInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => suppressContact(ctx.service, input)),

  unsuppress: merchantProcedure
    .input(UnsuppressContactInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => unsuppressContact(ctx.service, input)),

  checkSuppression: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/suppressions/check",
        summary: "Whether nobody may write to an address for a purpose; ask before every message",
        permission: "contacts:read",
      },
    })
    .input(CheckSuppressionInput)
    .output(SuppressionAnswer)
    .query(({ ctx, input }) => checkSuppression(ctx.service, input)),

  merge: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/contacts/{id}/merge",
        summary:
          "Make another person one with this one, who takes over everything of theirs; `merges` names it for an undo",
        permission: "contacts:edit",
        example: { mergedId: "0198c0de-7a11-7000-8000-000000000001" },
      },
    })
    .input(MergeContactsInput)
    .output(ContactView)
    .mutation(({ ctx, input }) => mergeContacts(ctx.service, input)),

  listConflicts: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/contact-conflicts",
        summary: "Pairs of people who may be one: something named identifiers of both together",
        permission: "contacts:read",
      },
    })
    .input(ListConflictsInput)
    .output(ConflictsPage)
    .query(({ ctx, input }) => listConflicts(ctx.service, input)),

  keepApart: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/contact-conflicts/{conflictId}/keep-apart",
        summary: "The two are different people: remembered, and not asked again",
        permission: "contacts:edit",
        example: {},
      },
    })
    .input(KeepApartInput)
    .output(KeptApart)
    .mutation(({ ctx, input }) => keepApart(ctx.service, input)),

  previewUnmerge: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/contact-merges/{mergeId}",
        summary: "What would go back if two people who were made one were taken apart",
        permission: "contacts:read",
      },
    })
    .input(GetMergeInput)
    .output(UnmergePreview)
    .query(({ ctx, input }) => previewUnmerge(ctx.service, input)),

  unmerge: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/contact-merges/{mergeId}/undo",
        summary: "Take two people apart again: what was moved goes back, an opt-out holds for both",
        permission: "contacts:edit",
        example: {},
      },
    })
    .input(UnmergeContactsInput)
    .output(UnmergedView)
    .mutation(({ ctx, input }) => unmergeContacts(ctx.service, input)),
});
