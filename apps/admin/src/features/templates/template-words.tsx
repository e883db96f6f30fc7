import { Badge, type Tone } from "@nexusone/ui/badge";
import { Archive, Ban, Check, Clock, FilePen, Pause, type LucideIcon } from "lucide-react";
import { useI18n } from "../../i18n/context.tsx";
import type { Key } from "../../i18n/translate.ts";

type Look = { readonly tone: Tone; readonly icon: LucideIcon; readonly label: Key };
const LOOKS: Partial<Record<string, Look>> = {
  DRAFT: { tone: "neutral", icon: FilePen, label: "templates.status.draft" },
  APPROVED: { tone: "good", icon: Check, label: "templates.status.approved" },
  PENDING: { tone: "info", icon: Clock, label: "templates.status.pending" },
  IN_APPEAL: { tone: "info", icon: Clock, label: "templates.status.appeal" },
  REJECTED: { tone: "bad", icon: Ban, label: "templates.status.rejected" },
  PAUSED: { tone: "wait", icon: Pause, label: "templates.status.paused" },
  DISABLED: { tone: "bad", icon: Ban, label: "templates.status.disabled" },
  PENDING_DELETION: { tone: "wait", icon: Archive, label: "templates.status.deleting" },
  LIMIT_EXCEEDED: { tone: "wait", icon: Pause, label: "templates.status.limit" },
};

/** Meta's word; one that this page does not know is shown as it came. */
export function StatusBadge({ status }: { status: string }) {
  const { t } = useI18n();
  const look = LOOKS[status];
  if (!look) return <Badge>{status}</Badge>;
  const Icon = look.icon;
  return (
    <Badge tone={look.tone} icon={<Icon size={12} aria-hidden />}>
      {t(look.label)}
    </Badge>
  );
}

const QUALITY: Partial<Record<string, { readonly tone: Tone; readonly label: Key }>> = {
  GREEN: { tone: "good", label: "templates.quality.green" },
  YELLOW: { tone: "wait", label: "templates.quality.yellow" },
  RED: { tone: "bad", label: "templates.quality.red" },
};
/** How people take its messages; nothing while Meta has not said. */
export function QualityBadge({ quality }: { quality: string | null }) {
  const { t } = useI18n();
  const look = quality === null ? undefined : QUALITY[quality];
  return look ? <Badge tone={look.tone}>{t(look.label)}</Badge> : null;
}

const CATEGORY: Partial<Record<string, Key>> = {
  UTILITY: "templates.category.utility",
  MARKETING: "templates.category.marketing",
  AUTHENTICATION: "templates.category.authentication",
};
export function useCategoryName(): (category: string) => string {
  const { t } = useI18n();
  return (category) => {
    const key = CATEGORY[category];
    return key ? t(key) : category;
  };
}

/** `pt_BR` is "Portuguese (Brazil)" to the reader. */
export function useLanguageName(): (code: string) => string {
  const { locale } = useI18n();
  return (code) => {
    try {
      const name = new Intl.DisplayNames([locale], { type: "language" }).of(code.replaceAll("_", "-")) ?? code;
      return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
    } catch {
      // What is no language at all is shown as it was written.
      return code;
    }
  };
}
