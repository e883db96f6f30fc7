import type { MediaKind } from "../webhook/message-types.ts";

/** A file to send: by the id of an upload, or by an address that WhatsApp itself fetches (an upload is surer and private). */
export type MediaSource = { id: string } | { link: string };

/** A text above buttons or a list, or a file above buttons. */
export type OutgoingHeader =
  | { type: "text"; text: string }
  | { type: "image" | "video" | "document"; source: MediaSource; filename?: string };

export type OutgoingText = { type: "text"; text: string; previewUrl?: boolean };
export type OutgoingMedia = {
  type: "media";
  media: MediaKind;
  source: MediaSource;
  caption?: string;
  filename?: string;
  /** A voice note: OGG with Opus, mono. */
  voice?: boolean;
};
/** Up to three buttons; the id comes back with the tap. */
export type OutgoingButtons = {
  type: "buttons";
  body: string;
  buttons: readonly { id: string; title: string }[];
  header?: OutgoingHeader;
  footer?: string;
};
/** Up to ten rows in all, behind one button. */
export type OutgoingList = {
  type: "list";
  body: string;
  /** What stands on the button that opens it. */
  label: string;
  sections: readonly { title?: string; rows: readonly { id: string; title: string; description?: string }[] }[];
  header?: string;
  footer?: string;
};
export type OutgoingLocation = {
  type: "location";
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
};
/** Null takes the reaction away. */
export type OutgoingReaction = { type: "reaction"; messageId: string; emoji: string | null };

export type TemplateParameter =
  | { type: "text"; text: string; name?: string }
  | { type: "image" | "video" | "document"; source: MediaSource; filename?: string }
  | { type: "location"; latitude: number; longitude: number; name?: string; address?: string }
  | { type: "payload"; payload: string }
  | { type: "coupon_code"; code: string };

/** An approved template with its values, as the Cloud API takes it. `sendableTemplate` of templates makes one. */
export type OutgoingTemplate = {
  type: "template";
  name: string;
  language: string;
  components: readonly {
    type: "header" | "body" | "button";
    /** Of a button. */
    subType?: "quick_reply" | "url" | "copy_code";
    index?: number;
    parameters: readonly TemplateParameter[];
  }[];
};

export type OutgoingMessage =
  | OutgoingText
  | OutgoingMedia
  | OutgoingButtons
  | OutgoingList
  | OutgoingLocation
  | OutgoingReaction
  | OutgoingTemplate;
