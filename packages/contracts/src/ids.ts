import { z } from "zod";

/** Ids are branded at the edge so that swapping two of them does not compile. All of ours are UUIDs (version 7 when Postgres makes them). */
const uuid = <B extends string>() => z.uuid().brand<B>();

export const UserId = uuid<"UserId">();
export type UserId = z.infer<typeof UserId>;
export const MerchantId = uuid<"MerchantId">();
export type MerchantId = z.infer<typeof MerchantId>;
export const ProductId = uuid<"ProductId">();
export type ProductId = z.infer<typeof ProductId>;
export const VariantId = uuid<"VariantId">();
export type VariantId = z.infer<typeof VariantId>;
export const CategoryId = uuid<"CategoryId">();
export type CategoryId = z.infer<typeof CategoryId>;
export const SavedFilterId = uuid<"SavedFilterId">();
export type SavedFilterId = z.infer<typeof SavedFilterId>;
export const ContactId = uuid<"ContactId">();
export type ContactId = z.infer<typeof ContactId>;
export const MediaId = uuid<"MediaId">();
export type MediaId = z.infer<typeof MediaId>;
/** A picture's place at a product. */
export const ProductMediaId = uuid<"ProductMediaId">();
export type ProductMediaId = z.infer<typeof ProductMediaId>;
export const PreviewId = uuid<"PreviewId">();
export type PreviewId = z.infer<typeof PreviewId>;
export const PreviewRowId = uuid<"PreviewRowId">();
export type PreviewRowId = z.infer<typeof PreviewRowId>;
export const ImportLogId = uuid<"ImportLogId">();
export type ImportLogId = z.infer<typeof ImportLogId>;
export const DraftId = uuid<"DraftId">();
export type DraftId = z.infer<typeof DraftId>;
export const SessionId = uuid<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;
export const ExtensionSessionId = uuid<"ExtensionSessionId">();
export type ExtensionSessionId = z.infer<typeof ExtensionSessionId>;
export const MembershipId = uuid<"MembershipId">();
export type MembershipId = z.infer<typeof MembershipId>;
export const InvitationId = uuid<"InvitationId">();
export type InvitationId = z.infer<typeof InvitationId>;
export const ApiKeyId = uuid<"ApiKeyId">();
export type ApiKeyId = z.infer<typeof ApiKeyId>;
export const OrderId = uuid<"OrderId">();
export type OrderId = z.infer<typeof OrderId>;
/** A connected number. */
export const ChannelId = uuid<"ChannelId">();
export type ChannelId = z.infer<typeof ChannelId>;
export const ConversationId = uuid<"ConversationId">();
export type ConversationId = z.infer<typeof ConversationId>;
/** Ours, not the vendor's. */
export const MessageId = uuid<"MessageId">();
export type MessageId = z.infer<typeof MessageId>;
export const CampaignId = uuid<"CampaignId">();
export type CampaignId = z.infer<typeof CampaignId>;
export const EventId = uuid<"EventId">();
export type EventId = z.infer<typeof EventId>;

export const WebhookId = uuid<"WebhookId">();
export type WebhookId = z.infer<typeof WebhookId>;
export const WebhookDeliveryId = uuid<"WebhookDeliveryId">();
export type WebhookDeliveryId = z.infer<typeof WebhookDeliveryId>;

/** A supplier's short name, as links and mappings carry it. Which there are is for the server to say: it is built with them. */
export const SUPPLIER_ID_FORMAT = "^[a-z][a-z0-9_]{1,31}$";
export const SupplierId = z
  .string()
  .regex(new RegExp(SUPPLIER_ID_FORMAT))
  // Products without a supplier go by this word.
  .refine((id) => id !== "own")
  .brand<"SupplierId">();
export type SupplierId = z.infer<typeof SupplierId>;

/** CJ's product id: 19 digits or an upper-case UUID, beyond 2^53, therefore always text. */
export const CjProductId = z
  .string()
  .regex(/^(?:\d{10,22}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$/)
  .brand<"CjProductId">();
export type CjProductId = z.infer<typeof CjProductId>;
/** CJ's variant id, same forms. */
export const CjVariantId = z.string().min(1).max(64).brand<"CjVariantId">();
export type CjVariantId = z.infer<typeof CjVariantId>;
