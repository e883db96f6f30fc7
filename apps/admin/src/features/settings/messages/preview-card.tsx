import { NOTICE_STEPS, type NoticeStep } from "@nexusone/contracts/customer-notice-terms";
import { LOCALES, type Locale } from "@nexusone/contracts/locale";
import { Select } from "@nexusone/ui/field";
import { Card, Facts, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { LANGUAGE_NAMES } from "../../../i18n/names.ts";
import { useShop } from "../../../lib/shop.ts";

/** Each mail as a customer would get it. */
export function PreviewCard() {
  const { t, locale: reader } = useI18n();
  const { api } = useShop();
  const [step, setStep] = useState<NoticeStep>("shipped");
  const [locale, setLocale] = useState<Locale>(reader);
  const preview = useQuery(api.customerNotices.preview.queryOptions({ step, locale }));
  return (
    <Card title={t("messages.preview")} hint={t("messages.previewHint")}>
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label={t("messages.previewStep")}
            value={step}
            onChange={(event) => setStep(NOTICE_STEPS.find((one) => one === event.target.value) ?? step)}
          >
            {NOTICE_STEPS.map((one) => (
              <option key={one} value={one}>
                {t(`messages.step.${one}`)}
              </option>
            ))}
          </Select>
          <Select
            label={t("messages.previewLanguage")}
            value={locale}
            onChange={(event) => setLocale(LOCALES.find((one) => one === event.target.value) ?? locale)}
          >
            {LOCALES.map((one) => (
              <option key={one} value={one}>
                {LANGUAGE_NAMES[one]}
              </option>
            ))}
          </Select>
        </div>
        {preview.isPending ? (
          <Skeleton className="h-96" />
        ) : preview.isError ? (
          <Refused error={preview.error} onRetry={() => void preview.refetch()} />
        ) : (
          <>
            <Facts
              rows={[
                [t("messages.from"), `${preview.data.senderName} (${preview.data.replyTo ?? t("messages.noAnswers")})`],
                [t("messages.subject"), preview.data.subject],
              ]}
            />
            {/* A letter is paper: it has no dark side. Nothing in it runs or leads anywhere. */}
            <iframe
              title={t("messages.preview")}
              sandbox=""
              srcDoc={preview.data.html}
              className="h-[34rem] w-full rounded-md border border-line bg-white"
            />
          </>
        )}
      </div>
    </Card>
  );
}
