import {
  Bell,
  Building2,
  ChartNoAxesColumn,
  CircleUser,
  CreditCard,
  Database,
  Images,
  KeyRound,
  type LucideIcon,
  MessageCircle,
  MessageSquareText,
  Plug,
  Puzzle,
  ScrollText,
  Users,
  Webhook,
} from "lucide-react";
import type { Key } from "../../i18n/translate.ts";

type SettingsPage = {
  readonly to: `/m/$slug/settings/${"audit" | "media" | "messages" | "whatsapp" | "usage" | "profile" | "team" | "general" | "plan" | "cj" | "extension" | "api" | "data" | "notifications" | "webhooks"}`;
  readonly label: Key;
  /** What is found there, in half a line. */
  readonly hint: Key;
  readonly group: "shop" | "you";
  readonly icon: LucideIcon;
};

export const SETTINGS_PAGES: readonly SettingsPage[] = [
  {
    to: "/m/$slug/settings/general",
    label: "settings.general",
    hint: "settings.generalHint",
    group: "shop",
    icon: Building2,
  },
  { to: "/m/$slug/settings/cj", label: "settings.cj", hint: "settings.cjHint", group: "shop", icon: Plug },
  {
    to: "/m/$slug/settings/whatsapp",
    label: "settings.whatsapp",
    hint: "settings.whatsappHint",
    group: "shop",
    icon: MessageCircle,
  },
  {
    to: "/m/$slug/settings/extension",
    label: "settings.extension",
    hint: "settings.extensionHint",
    group: "shop",
    icon: Puzzle,
  },
  { to: "/m/$slug/settings/api", label: "settings.api", hint: "settings.apiHint", group: "shop", icon: KeyRound },
  {
    to: "/m/$slug/settings/webhooks",
    label: "settings.webhooks",
    hint: "settings.webhooksHint",
    group: "shop",
    icon: Webhook,
  },
  {
    to: "/m/$slug/settings/messages",
    label: "settings.messages",
    hint: "settings.messagesHint",
    group: "shop",
    icon: MessageSquareText,
  },
  { to: "/m/$slug/settings/plan", label: "settings.plan", hint: "settings.planHint", group: "shop", icon: CreditCard },
  { to: "/m/$slug/settings/team", label: "settings.team", hint: "settings.teamHint", group: "shop", icon: Users },
  { to: "/m/$slug/settings/data", label: "settings.data", hint: "settings.dataHint", group: "shop", icon: Database },
  { to: "/m/$slug/settings/media", label: "settings.media", hint: "settings.mediaHint", group: "shop", icon: Images },
  {
    to: "/m/$slug/settings/audit",
    label: "settings.audit",
    hint: "settings.auditHint",
    group: "shop",
    icon: ScrollText,
  },
  {
    to: "/m/$slug/settings/notifications",
    label: "settings.notifications",
    hint: "settings.notificationsHint",
    group: "you",
    icon: Bell,
  },
  {
    to: "/m/$slug/settings/usage",
    label: "settings.usage",
    hint: "settings.usageHint",
    group: "you",
    icon: ChartNoAxesColumn,
  },
  {
    to: "/m/$slug/settings/profile",
    label: "settings.profile",
    hint: "settings.profileHint",
    group: "you",
    icon: CircleUser,
  },
];
