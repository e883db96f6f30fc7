import type { AccountActView } from "@nexusone/contracts/account-log";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { useT } from "../../../i18n/context.tsx";
import type { Key, Translate } from "../../../i18n/translate.ts";
import { deviceName } from "./device-name.ts";

const LINKS: Record<string, Key> = {
  magic_link: "activity.link.magic_link",
  verify_email: "activity.link.verify_email",
  reset_password: "activity.link.reset_password",
};
/** Nobody is signed in yet when these happen. */
const OF_ANYBODY: ReadonlySet<AccountActView["act"]> = new Set(["link_sent", "sign_in_refused"]);

function sentenceOf({ act, about }: AccountActView, t: Translate): string {
  const link = about === null ? undefined : LINKS[about];
  return t(`activity.${act}`, { about: link ? t(link) : (about ?? "") });
}

type Act = AccountActView & { readonly person?: { readonly name: string; readonly email: string } | null };

/** Acts about accounts: what, from which device and network address, when. With `whose`, also about whom. */
export function ActivityList({ acts, label, whose }: { acts: readonly Act[]; label: string; whose?: boolean }) {
  const t = useT();
  return (
    <ul aria-label={label}>
      {acts.map((act) => (
        <li
          key={act.id}
          className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 border-b border-line px-4 py-2.5 last:border-b-0"
        >
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2 text-sm text-ink">
              {sentenceOf(act, t)}
              {act.self || OF_ANYBODY.has(act.act) ? null : <Badge tone="wait">{t("activity.notSelf")}</Badge>}
            </p>
            <p className="break-words text-xs text-muted" title={act.userAgent ?? undefined}>
              {[
                whose ? (act.person ? `${act.person.name} (${act.person.email})` : t("activity.nobody")) : null,
                act.userAgent ? deviceName(act.userAgent) : null,
                act.address,
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </div>
          <span className="shrink-0 text-xs text-muted">
            <RelativeTime at={act.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
