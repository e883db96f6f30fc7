import { FileText, Image, type LucideIcon, MapPin, Mic, ShoppingCart, Sticker, UserRound, Video } from "lucide-react";
import type { Key } from "../../i18n/translate.ts";

type Look = { readonly word: Key; readonly icon: LucideIcon | null };
const LOOKS: Readonly<Record<string, Look>> = {
  media: { word: "chat.kind.media", icon: Image },
  image: { word: "chat.kind.image", icon: Image },
  video: { word: "chat.kind.video", icon: Video },
  audio: { word: "chat.kind.audio", icon: Mic },
  document: { word: "chat.kind.document", icon: FileText },
  sticker: { word: "chat.kind.sticker", icon: Sticker },
  location: { word: "chat.kind.location", icon: MapPin },
  contacts: { word: "chat.kind.contacts", icon: UserRound },
  order: { word: "chat.kind.order", icon: ShoppingCart },
};
const OTHER: Look = { word: "chat.kind.other", icon: null };

/** What a message without words is called. */
export const lookOf = (kind: string): Look => (Object.hasOwn(LOOKS, kind) ? (LOOKS[kind] ?? OTHER) : OTHER);
