import type { ChatWish } from "@nexusone/contracts/whatsapp-terms";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { BellOff, BellRing, UserX } from "lucide-react";
import { useT } from "../../i18n/context.tsx";

const LOOKS = {
  stop: { icon: BellOff, word: "templates.obeyed.stop" },
  stop_all: { icon: BellOff, word: "templates.obeyed.stop_all" },
  resume: { icon: BellRing, word: "templates.obeyed.resume" },
  erase: { icon: UserX, word: "templates.obeyed.erase" },
} as const satisfies Record<ChatWish, unknown>;

type Props = {
  wish: ChatWish;
  /** What it says is something else: only its reply id means this. */
  byIdAlone: boolean;
  label: string;
  disabled: boolean;
  onForgetId: () => void;
};

/** That a tap on this button is obeyed like a word, whatever it is labelled by now, and how it becomes an ordinary button. */
export function ObeyedLine({ wish, byIdAlone, label, disabled, onForgetId }: Props) {
  const t = useT();
  const { icon: Icon, word } = LOOKS[wish];
  return (
    <div className="flex basis-full flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-soft">
      <Badge tone={byIdAlone ? "wait" : "neutral"} icon={<Icon size={12} aria-hidden />}>
        {t(word)}
      </Badge>
      {byIdAlone ? (
        <>
          <p className="min-w-0 flex-1 basis-60">{t("templates.obeyedById", { label })}</p>
          {disabled ? null : (
            <Button size="sm" onClick={onForgetId}>
              {t("templates.forgetId")}
            </Button>
          )}
        </>
      ) : null}
    </div>
  );
}
