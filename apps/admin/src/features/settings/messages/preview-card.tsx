import { NOTICE_STEPS, type NoticeStep } from "@nexusone/contracts/customer-notice-terms";
import { CHAT_LANGUAGES, type ChatLanguage } from "@nexusone/contracts/whatsapp-terms";
import { Select } from "@nexusone/ui/field";
import { Card, Facts, Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useI18n, useT } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { useShop } from "../../../lib/shop.ts";

/** Each step as a customer would be told of it. */
export function PreviewCard() {
  const { t, locale: reader } = useI18n();
  const { api } = useShop();
  const [step, setStep] = useState<NoticeStep>("shipped");
  const [locale, setLocale] = useState<ChatLanguage>(reader);
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
            onChange={(event) => setLocale(CHAT_LANGUAGES.find((one) => one === event.target.value) ?? locale)}
          >
            {CHAT_LANGUAGES.map((one) => (
              <option key={one} value={one}>
                {t(`channels.language.${one}`)}
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
            <ChatPreview chat={preview.data.chat} language={locale} />
            <h3 className="text-sm font-medium text-soft">{t("messages.preview.email")}</h3>
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

type Chat = Outputs["customerNotices"]["preview"]["chat"];
function ChatPreview({ chat: { text, template }, language }: { chat: Chat; language: ChatLanguage }) {
  const t = useT();
  const bubble = (words: string) => (
    <p
      lang={language}
      dir={language === "ar" ? "rtl" : "ltr"}
      className="max-w-prose whitespace-pre-wrap rounded-lg border border-line bg-raised p-3 text-sm text-ink wrap-anywhere"
    >
      {words}
    </p>
  );
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-sm font-medium text-soft">{t("messages.preview.chat")}</h3>
      {bubble(text)}
      {template ? (
        <>
          <h3 className="text-sm font-medium text-soft">{t("messages.preview.template", { name: template.name })}</h3>
          {bubble(template.text)}
        </>
      ) : (
        <p className="text-sm text-muted">{t("messages.preview.noTemplate")}</p>
      )}
    </div>
  );
}
