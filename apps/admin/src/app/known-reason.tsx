import { explain, isReasonCode, type ReasonDetails } from "@nexusone/contracts/reasons";
import { ReasonLine } from "@nexusone/ui/reason-line";
import { useI18n } from "../i18n/context.tsx";
import { Reason } from "./refused.tsx";

type Props = { code: string; details?: ReasonDetails | undefined; onRetry?: (() => void) | undefined };

/** A reason stored on a row, said in the reader's language. A code this page does not know is shown as it is. */
export function KnownReason({ code, details, onRetry }: Props) {
  const { locale } = useI18n();
  if (!isReasonCode(code)) return <span className="text-muted">{code}</span>;
  const said = explain(code, locale, details);
  // A stored reason was met elsewhere: going back or reloading here would lead nowhere.
  const elsewhere = said.remedy.action === "go_back" || said.remedy.action === "reload";
  return elsewhere ? <ReasonLine bare said={said} /> : <Reason bare said={said} onRetry={onRetry} />;
}
