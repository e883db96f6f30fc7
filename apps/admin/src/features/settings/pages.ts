import {
  Bell,
  Building2,
  CircleUser,
  CreditCard,
  Database,
  KeyRound,
  type LucideIcon,
  Plug,
  Puzzle,
  Users,
  Webhook,
} from "lucide-react";
import type { Key } from "../../i18n/translate.ts";

type SettingsPage = {
  readonly to: `/m/$slug/settings/${"profile" | "team" | "general" | "plan" | "cj" | "extension" | "api" | "data" | "notifications" | "webhooks"}`;
  readonly label: Key;
  readonly group: "shop" | "you";
  readonly icon: LucideIcon;
};

export const SETTINGS_PAGES: readonly SettingsPage[] = [
  { to: "/m/$slug/settings/general", label: "settings.general", group: "shop", icon: Building2 },
  { to: "/m/$slug/settings/cj", label: "settings.cj", group: "shop", icon: Plug },
  { to: "/m/$slug/settings/extension", label: "settings.extension", group: "shop", icon: Puzzle },
  { to: "/m/$slug/settings/api", label: "settings.api", group: "shop", icon: KeyRound },
  { to: "/m/$slug/settings/webhooks", label: "settings.webhooks", group: "shop", icon: Webhook },
  { to: "/m/$slug/settings/plan", label: "settings.plan", group: "shop", icon: CreditCard },
  { to: "/m/$slug/settings/team", label: "settings.team", group: "shop", icon: Users },
  { to: "/m/$slug/settings/data", label: "settings.data", group: "shop", icon: Database },
  { to: "/m/$slug/settings/notifications", label: "settings.notifications", group: "you", icon: Bell },
  { to: "/m/$slug/settings/profile", label: "settings.profile", group: "you", icon: CircleUser },
];
