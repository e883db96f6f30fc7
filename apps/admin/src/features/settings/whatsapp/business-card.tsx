import { BusinessConfig } from "@nexusone/contracts/channels";
import { minuteText, toMinute } from "@nexusone/contracts/clock-times";
import { BUSINESS_TYPES, CHAT_LANGUAGES } from "@nexusone/contracts/whatsapp-terms";
import { Button } from "@nexusone/ui/button";
import { Input, Select, Textarea } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { Checkbox } from "@nexusone/ui/toggle";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { AnswerOrCard } from "../../../app/states.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { ChatShopFields } from "./chat-shop-fields.tsx";
import { HoursEditor } from "./hours-editor.tsx";

/** How the shop talks: hours, languages, the quiet of the night, and its own words for STOP. */
export function BusinessCard() {
  const { api } = useShop();
  const config = useQuery(api.channels.getBusinessConfig.queryOptions());
  return (
    <AnswerOrCard query={config} height="h-40">
      {(found) => <BusinessForm key={JSON.stringify(found)} found={found} />}
    </AnswerOrCard>
  );
}

const wordsOf = (text: string): string[] => text.split("\n").filter((word) => word.trim() !== "");

function BusinessForm({ found }: { found: BusinessConfig }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("channels:manage");
  const [form, setForm] = useState<BusinessConfig>(found);
  const [words, setWords] = useState(found.stopWords.join("\n"));
  const put = (change: Partial<BusinessConfig>): void => setForm({ ...form, ...change });
  const checked = BusinessConfig.safeParse({ ...form, stopWords: wordsOf(words) });
  const wrong = new Set(checked.success ? [] : checked.error.issues.map(({ path }) => path[0]));
  const save = useMutation(
    api.channels.saveBusinessConfig.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(api.channels.getBusinessConfig.queryKey(), saved);
        void toastDone(t("common.saved"));
      },
    }),
  );
  const time = (label: string, value: number, onChange: (minute: number) => void) => (
    <Input
      type="time"
      required
      label={label}
      value={minuteText(value)}
      onChange={(event) => onChange(toMinute(event.target.value) ?? value)}
    />
  );
  return (
    <Card title={t("channels.business")} hint={t("channels.businessHint")}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (checked.success && refused === undefined) save.mutate(checked.data);
        }}
      >
        <fieldset disabled={refused !== undefined} className="flex flex-col gap-5">
          <div className="grid gap-4 sm:grid-cols-2">
            <Select
              label={t("channels.businessType")}
              value={form.businessType}
              onChange={({ target }) =>
                put({ businessType: BUSINESS_TYPES.find((one) => one === target.value) ?? form.businessType })
              }
            >
              {BUSINESS_TYPES.map((type) => (
                <option key={type} value={type}>
                  {t(`channels.type.${type}`)}
                </option>
              ))}
            </Select>
            <Select
              label={t("general.timezone")}
              value={form.timeZone}
              onChange={({ target }) => put({ timeZone: target.value })}
            >
              {[...new Set([form.timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </Select>
          </div>
          <div>
            <h3 className="mb-2 text-sm font-medium text-soft">{t("channels.hours")}</h3>
            <HoursEditor hours={form.hours} disabled={refused !== undefined} onChange={(hours) => put({ hours })} />
            {wrong.has("hours") ? (
              <p role="alert" className="mt-1 text-xs text-bad">
                {t("channels.hoursBad")}
              </p>
            ) : null}
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            <div>
              <h3 className="mb-2 text-sm font-medium text-soft">{t("channels.languages")}</h3>
              <div className="flex flex-wrap gap-x-4 gap-y-2">
                {CHAT_LANGUAGES.map((language) => (
                  <Checkbox
                    key={language}
                    label={t(`channels.language.${language}`)}
                    checked={form.languages.includes(language)}
                    onChange={({ target }) =>
                      put({
                        languages: CHAT_LANGUAGES.filter((one) =>
                          one === language ? target.checked : form.languages.includes(one),
                        ),
                      })
                    }
                  />
                ))}
              </div>
              {wrong.has("languages") ? (
                <p role="alert" className="mt-1 text-xs text-bad">
                  {t("channels.languagesBad")}
                </p>
              ) : null}
            </div>
            <Select
              label={t("channels.defaultLanguage")}
              hint={t("channels.defaultLanguageHint")}
              value={form.defaultLanguage}
              error={wrong.has("defaultLanguage") ? t("channels.defaultBad") : undefined}
              onChange={({ target }) =>
                put({ defaultLanguage: CHAT_LANGUAGES.find((one) => one === target.value) ?? form.defaultLanguage })
              }
            >
              {CHAT_LANGUAGES.map((language) => (
                <option key={language} value={language}>
                  {t(`channels.language.${language}`)}
                </option>
              ))}
            </Select>
          </div>
          <div>
            <div className="grid grid-cols-2 gap-4 sm:max-w-80">
              {time(t("channels.quietFrom"), form.quietFrom, (quietFrom) => put({ quietFrom }))}
              {time(t("channels.quietTo"), form.quietTo, (quietTo) => put({ quietTo }))}
            </div>
            <p className="mt-1 text-xs text-muted">{t("channels.quietHint")}</p>
          </div>
          <Textarea
            rows={3}
            label={t("channels.stopWords")}
            hint={t("channels.stopWordsHint")}
            value={words}
            error={wrong.has("stopWords") ? t("channels.stopWordsBad") : undefined}
            onChange={(event) => setWords(event.target.value)}
          />
          <ChatShopFields form={form} put={put} />
          <Refused error={save.error} />
          <div>
            <Button
              type="submit"
              look="primary"
              busy={save.isPending}
              refused={refused ?? (checked.success ? undefined : t("form.invalid"))}
            >
              {t("common.save")}
            </Button>
          </div>
        </fieldset>
      </form>
    </Card>
  );
}
