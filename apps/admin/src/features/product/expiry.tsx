import { EXPIRY_WARNING_DAYS } from "@nexusone/contracts/expiry";
import { Badge } from "@nexusone/ui/badge";
import { useI18n } from "../../i18n/context.tsx";
import { daysUntil } from "./days-until.ts";

/** Warns from a month before the date on the package, and says when it is past. */
export function ExpiryBadge({ expiresOn, today }: { expiresOn: string | null; today: string }) {
  const { t, locale } = useI18n();
  if (expiresOn === null) return null;
  const days = daysUntil(expiresOn, today);
  if (days > EXPIRY_WARNING_DAYS) return null;
  if (days === 0) return <Badge tone="wait">{t("own.expiresToday")}</Badge>;
  if (days > 0) return <Badge tone="wait">{t("own.expiresSoon", { count: days })}</Badge>;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(Date.parse(expiresOn));
  return <Badge tone="bad">{t("own.expired", { date })}</Badge>;
}
