import { Button } from "@nexusone/ui/button";
import { Copy, LoaderCircle, MousePointerClick } from "lucide-react";
import { useT } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { copyText } from "../../../lib/copy.ts";
import { clockText, useTimeLeft } from "./countdown.ts";

type Props = {
  pairing: Outputs["extension"]["createPairing"];
  /** The extension has taken the code and asks the person now. */
  asking: boolean;
  refusedText: string | undefined;
  waiting: boolean;
  onAgain: () => void;
};

export function PairingCode({ pairing, asking, refusedText, waiting, onAgain }: Props) {
  const t = useT();
  const leftMs = useTimeLeft(pairing.expiresAt);
  const code = `${pairing.pairingCode.slice(0, 4)}-${pairing.pairingCode.slice(4)}`;
  if (leftMs === 0) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-soft">{t("ext.expired")}</p>
        <Button look="primary" onClick={onAgain}>
          {t("ext.newCode")}
        </Button>
      </div>
    );
  }
  if (waiting) return <LoaderCircle className="animate-spin text-muted" aria-label={t("common.loading")} />;
  return (
    <div className="flex flex-col gap-4">
      {asking ? (
        <p role="status" className="flex items-start gap-2 rounded-md bg-info-soft px-3 py-2 text-sm">
          <MousePointerClick size={16} className="mt-0.5 shrink-0 text-info" aria-hidden />
          <span>
            <span className="font-medium text-ink">{t("ext.confirm")}</span>{" "}
            <span className="text-soft">{t("ext.confirmHint")}</span>
          </span>
        </p>
      ) : (
        <p className="text-soft">{refusedText ?? t("ext.typeCode")}</p>
      )}
      <dl className="grid gap-4 sm:grid-cols-2">
        <div>
          <dt className="text-xs text-muted">{t("ext.code")}</dt>
          <dd className="flex items-center gap-3">
            <code
              data-testid="pairing-code"
              className="font-sans text-2xl font-semibold tabular-nums tracking-[0.08em] text-ink"
            >
              {code}
            </code>
            <Button size="sm" icon={<Copy size={13} aria-hidden />} onClick={() => void copyText(code, t)}>
              {t("ext.copyCode")}
            </Button>
          </dd>
        </div>
        <div>
          <dt className="text-xs text-muted">{t("ext.server")}</dt>
          <dd className="break-all text-base font-medium text-ink">{pairing.serverUrl}</dd>
        </div>
      </dl>
      <p className="text-xs tabular-nums text-muted" role="timer">
        {t("ext.expiresIn", { time: clockText(leftMs) })}
      </p>
    </div>
  );
}
