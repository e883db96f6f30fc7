import { explain, isReasonCode, type ReasonDetails } from "@nexusone/contracts/reasons";
import { useI18n } from "../i18n/context.tsx";
import { Reason } from "./refused.tsx";

type Props = { code: string; details?: ReasonDetails | undefined; onRetry?: (() => void) | undefined };

/** A reason stored on a row, said in the reader's language. A code this page does not know is shown as it is. */
export function KnownReason({ code, details, onRetry }: Props) {
  const { locale } = useI18n();
  if (!isReasonCode(code)) return <span className="text-muted">{code}</span>;
  return <Reason bare said={explain(code, locale, details)} onRetry={onRetry} />;
}
