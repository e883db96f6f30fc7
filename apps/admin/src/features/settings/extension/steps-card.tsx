import { Button } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Card } from "@nexusone/ui/layout";
import { Check, Copy } from "lucide-react";
import { useT } from "../../../i18n/context.tsx";
import { copyText } from "../../../lib/copy.ts";

const STEPS = ["1", "2", "3"] as const;
/** A page may not open this address itself; people paste it. */
const EXTENSIONS_ADDRESS = "chrome://extensions";

/** Three short steps for the first time. */
export function StepsCard({ installed }: { installed: boolean }) {
  const t = useT();
  return (
    <Card title={t("ext.steps")}>
      <ol className="grid gap-5 sm:grid-cols-3">
        {STEPS.map((step) => {
          const done = step === "1" && installed;
          return (
            <li key={step} className="flex gap-3">
              <span
                aria-hidden
                className={cx(
                  "grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold",
                  done ? "bg-good-soft text-good" : "bg-selected text-accent-ink",
                )}
              >
                {done ? <Check size={14} /> : step}
              </span>
              <div className="flex min-w-0 flex-col items-start gap-1">
                <h3 className="font-medium text-ink">{t(`ext.step${step}`)}</h3>
                <p className="text-xs text-muted">{done ? t("ext.installed") : t(`ext.step${step}Text`)}</p>
                {step === "1" && !installed ? (
                  <Button
                    size="sm"
                    icon={<Copy size={13} aria-hidden />}
                    onClick={() => void copyText(EXTENSIONS_ADDRESS, t)}
                  >
                    {t("ext.copyAddress")}
                  </Button>
                ) : null}
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
