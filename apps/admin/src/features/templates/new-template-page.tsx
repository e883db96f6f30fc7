import type { TemplateContent } from "@nexusone/contracts/template-content";
import { TEMPLATE_CATEGORIES } from "@nexusone/contracts/template-terms";
import { Button } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { BLANK, tidied } from "./blank.ts";
import { EditorFrame } from "./editor-frame.tsx";
import { Crumbs } from "../../app/crumbs.tsx";
import { useCategoryName, useLanguageName } from "./template-words.tsx";
import { problemAt, useCheck } from "./use-check.ts";

/** A template from nothing: what Meta would say to it stands beside it from the first word. */
export function NewTemplatePage() {
  const { t, locale } = useI18n();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const refused = useRefusal("templates:manage");
  const languageName = useLanguageName();
  const categoryName = useCategoryName();
  const { data: options } = useSuspenseQuery(api.templates.options.queryOptions());
  const [content, setContent] = useState<TemplateContent>({ ...BLANK, language: locale });
  const [channelId, setChannelId] = useState(options.accounts[0]?.channelId);
  const [touched, setTouched] = useState(false);
  const check = useCheck({ ...content, name: content.name || "name" }).data;
  const create = useMutation(
    api.templates.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries(api.templates.pathFilter());
        await navigate({ to: "/m/$slug/templates/$templateId", params: { slug, templateId: id } });
      },
    }),
  );
  const nameMissing = touched && content.name.trim() === "" ? t("form.required") : undefined;
  const save = (): void => {
    setTouched(true);
    if (content.name.trim() === "") return;
    const { variables: _form, ...written } = content;
    create.mutate({ ...written, ...(channelId !== undefined && { channelId }) });
  };
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("templates.new")} · NexusOne`}</title>
      <PageHeader
        crumbs={<Crumbs list="templates" here={t("templates.new")} />}
        title={t("templates.new")}
        action={
          <Button look="primary" busy={create.isPending} refused={refused} onClick={save}>
            {t("templates.saveDraft")}
          </Button>
        }
      />
      <Refused error={create.error} />
      <EditorFrame content={content} check={check} disabled={refused !== undefined} onChange={setContent}>
        <Card title={t("templates.about")}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Input
              label={t("templates.name")}
              hint={t("templates.nameHint")}
              dir="ltr"
              value={content.name}
              error={nameMissing ?? (content.name === "" ? undefined : problemAt(check, "name"))}
              onChange={({ target }) => setContent({ ...content, name: target.value })}
              onBlur={() => setContent({ ...content, name: content.name.trim() })}
            />
            <Select
              label={t("templates.language")}
              value={content.language}
              error={problemAt(check, "language")}
              onChange={({ target }) =>
                setContent(
                  tidied({ ...content, language: target.value, examples: { header: {}, body: {}, buttons: {} } }),
                )
              }
            >
              {options.languages.map((code) => (
                <option key={code} value={code}>
                  {languageName(code)}
                </option>
              ))}
            </Select>
            <Select
              label={t("templates.category")}
              hint={t("templates.categoryHint")}
              value={content.category}
              onChange={({ target }) =>
                setContent({
                  ...content,
                  category: TEMPLATE_CATEGORIES.find((one) => one === target.value) ?? content.category,
                })
              }
            >
              {TEMPLATE_CATEGORIES.map((category) => (
                <option key={category} value={category}>
                  {categoryName(category)}
                </option>
              ))}
            </Select>
            {options.accounts.length > 1 ? (
              <Select
                label={t("templates.account")}
                value={channelId}
                onChange={({ target }) => setChannelId(target.value)}
              >
                {options.accounts.map((account) => (
                  <option key={account.channelId} value={account.channelId}>
                    {account.label}
                  </option>
                ))}
              </Select>
            ) : null}
          </div>
        </Card>
      </EditorFrame>
    </div>
  );
}
