import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import { ReasonLine } from "@nexusone/ui/reason-line";
import { useI18n } from "../../../i18n/context.tsx";

/** Why something did not arrive. Its remedy is the screen it stands on, so there is no button to it. */
export function Failure({ code }: { code: string }) {
  const { locale } = useI18n();
  return isReasonCode(code) ? <ReasonLine bare said={explain(code, locale)} /> : null;
}
