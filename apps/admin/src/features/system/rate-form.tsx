import { DEFAULT_COMMISSION } from "@nexusone/contracts/plans";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { useState } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { typedBps } from "./rates.ts";

/** Asks for a new rate; whether it is meant is asked after that. */
export function RateForm({ now, onReview }: { now: number; onReview: (bps: number) => void }) {
  const { t, locale } = useI18n();
  const written = (bps: number): string => (bps / 100).toLocaleString(locale, { useGrouping: false });
  const [text, setText] = useState(written(now === 0 ? DEFAULT_COMMISSION.platformBps : now));
  const [sent, setSent] = useState(false);
  const bps = typedBps(text);
  const wrong = bps === undefined ? t("commission.rateWrong") : bps === now ? t("commission.rateSame") : undefined;
  return (
    <form
      noValidate
      className="flex flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setSent(true);
        if (bps !== undefined && bps !== now) onReview(bps);
      }}
    >
      <Input
        className="w-full"
        label={t("commission.rate")}
        hint={t("commission.rateHint")}
        inputMode="decimal"
        maxLength={6}
        suffix="%"
        value={text}
        error={sent ? wrong : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" look="primary">
        {t("commission.review")}
      </Button>
    </form>
  );
}
