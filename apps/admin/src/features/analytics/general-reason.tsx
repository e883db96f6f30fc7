import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import { ReasonLine } from "@nexusone/ui/reason-line";
import { Reason } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { inGeneral } from "./words.ts";

/** A reason that was met many times: its sentence without the single case, and its remedy where that is a place. */
export function GeneralReason({ code }: { code: string }) {
  const { locale } = useI18n();
  if (!isReasonCode(code)) return <span className="text-muted">{code}</span>;
  const found = explain(code, locale);
  const said = { ...found, sentence: inGeneral(found.sentence) };
  const { href } = said.remedy;
  return href && !href.includes("{") ? <Reason bare said={said} /> : <ReasonLine bare said={said} />;
}
