import { CAMPAIGN_TYPES, type CampaignType } from "@nexusone/contracts/campaign-terms";
import type { ChannelId } from "@nexusone/contracts/ids";
import { Input, Select, Textarea } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import type { Campaign, CampaignOptions } from "./campaigns-query.ts";
import { MessagePreview } from "./message-preview.tsx";
import { PlaceFields } from "./place-fields.tsx";
import { StepForm } from "./step-form.tsx";

export type What = {
  name: string;
  type: CampaignType;
  channelId: ChannelId;
  templateId: string | null;
  text: string | null;
  values: Record<string, string>;
  media: Campaign["media"];
};
type Props = {
  options: CampaignOptions;
  campaign?: Campaign;
  busy: boolean;
  error: unknown;
  onNext: (what: What) => void;
};

/** Its name and kind, the number it goes out through, and what it says. */
export function WhatStep({ options, campaign, busy, error, onNext }: Props) {
  const t = useT();
  const [first] = options.channels;
  const [touched, setTouched] = useState(false);
  const [form, setForm] = useState({
    name: campaign?.name ?? "",
    type: campaign?.type ?? ("marketing" as CampaignType),
    channelId: campaign?.channelId ?? first?.id,
    templateId: campaign?.templateId ?? null,
    text: campaign?.text ?? "",
    values: campaign?.values ?? {},
    media: campaign?.media ?? null,
  });
  const channel = options.channels.find(({ id }) => id === form.channelId);
  const templates = options.templates.filter(({ channelIds }) => channelIds.some((id) => id === form.channelId));
  const template = templates.find(({ id }) => id === form.templateId);
  const missing = touched && form.name.trim() === "" ? t("form.required") : undefined;
  const next = (): void => {
    setTouched(true);
    if (form.name.trim() === "" || form.channelId === undefined) return;
    const text = channel?.takesTemplates || form.text.trim() === "" ? null : form.text.trim();
    onNext({ ...form, channelId: form.channelId, templateId: channel?.takesTemplates ? form.templateId : null, text });
  };
  return (
    <StepForm busy={busy} error={error} onNext={next}>
      <div className="grid gap-4 lg:grid-cols-[1fr_20rem] lg:items-start">
        <Card title={t("campaigns.step.what")}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Input
              label={t("campaigns.name")}
              hint={t("campaigns.nameHint")}
              maxLength={120}
              value={form.name}
              error={missing}
              onChange={({ target }) => setForm({ ...form, name: target.value })}
            />
            <Select
              label={t("campaigns.kind")}
              value={form.type}
              onChange={({ target }) =>
                setForm({ ...form, type: CAMPAIGN_TYPES.find((one) => one === target.value) ?? form.type })
              }
            >
              {CAMPAIGN_TYPES.map((type) => (
                <option key={type} value={type}>
                  {t(`campaigns.type.${type}`)}
                </option>
              ))}
            </Select>
            <Select
              label={t("campaigns.number")}
              value={form.channelId ?? ""}
              {...(first === undefined && { error: t("campaigns.noNumber") })}
              onChange={({ target }) => {
                const id = options.channels.find((one) => one.id === target.value)?.id;
                setForm({ ...form, channelId: id, templateId: null });
              }}
            >
              {options.channels.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
            {channel?.takesTemplates ? (
              <Select
                label={t("campaigns.template")}
                hint={t(templates.length === 0 ? "campaigns.noTemplates" : "campaigns.templateHint")}
                value={form.templateId ?? ""}
                onChange={({ target }) => setForm({ ...form, templateId: target.value || null, values: {} })}
              >
                <option value="">{t("campaigns.chooseTemplate")}</option>
                {templates.map(({ id, name, language }) => (
                  <option key={id} value={id}>
                    {`${name} · ${language}`}
                  </option>
                ))}
              </Select>
            ) : null}
          </div>
          {channel && !channel.takesTemplates ? (
            <div className="mt-4">
              <Textarea
                label={t("campaigns.text")}
                hint={t("campaigns.textHint", { first: "{{first_name}}", shop: "{{shop_name}}" })}
                maxLength={4_096}
                value={form.text}
                onChange={({ target }) => setForm({ ...form, text: target.value })}
              />
            </div>
          ) : null}
          {template ? (
            <PlaceFields
              template={template}
              values={form.values}
              media={form.media}
              onValues={(values) => setForm({ ...form, values })}
              onMedia={(media) => setForm({ ...form, media })}
            />
          ) : null}
        </Card>
        <MessagePreview text={template?.body ?? form.text} language={template?.language ?? null} values={form.values} />
      </div>
    </StepForm>
  );
}
