import type { ReasonCode } from "@nexusone/contracts/reasons";
import { TEMPLATE_CATEGORIES } from "@nexusone/contracts/template-terms";
import { Button } from "@nexusone/ui/button";
import { Select } from "@nexusone/ui/field";
import { PageHeader } from "@nexusone/ui/layout";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { KnownReason } from "../../app/known-reason.tsx";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { EditorFrame } from "./editor-frame.tsx";
import { HistoryCard } from "./history-card.tsx";
import { LanguageTabs } from "./language-tabs.tsx";
import { MetaCard } from "./meta-card.tsx";
import { Crumbs } from "../../app/crumbs.tsx";
import { TemplateMenu } from "./template-menu.tsx";
import { QualityBadge, StatusBadge, useCategoryName } from "./template-words.tsx";
import { useCheck } from "./use-check.ts";

const route = getRouteApi("/m/$slug/templates/$templateId");
export type Template = Outputs["templates"]["get"];

/** One template in one language: what is written, what Meta has, and everything that was before. */
export function TemplatePage() {
  const { api } = useShop();
  const { templateId } = route.useParams();
  const { data: template } = useSuspenseQuery(api.templates.get.queryOptions({ id: templateId }));
  // A newer version begins the form anew; what Meta says meanwhile does not.
  return <Editor key={`${template.id} ${template.version}`} template={template} />;
}

function Editor({ template }: { template: Template }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const forbidden = useRefusal("templates:manage");
  const categoryName = useCategoryName();
  const [content, setContent] = useState(template.content);
  const [despite, setDespite] = useState(false);
  const check = useCheck(content, template.id).data ?? template.check;
  const isChanged = JSON.stringify(content) !== JSON.stringify(template.content);
  const keep = (view: Template): void =>
    void queryClient.setQueryData(api.templates.get.queryKey({ id: view.id }), view);
  const lists = () => queryClient.invalidateQueries(api.templates.pathFilter());
  const edit = useMutation(api.templates.edit.mutationOptions({ onSuccess: keep, onSettled: lists }));
  const submit = useMutation(
    api.templates.submit.mutationOptions({
      onSuccess: (view) => {
        keep(view);
        void toastDone(t("templates.submitted"));
      },
      onSettled: lists,
    }),
  );
  const written = (): Parameters<typeof edit.mutate>[0] => {
    const { variables: _form, name: _name, language: _language, ...rest } = content;
    return { id: template.id, version: template.version, ...rest };
  };
  const save = (): void => edit.mutate(written(), { onSuccess: () => void toastDone(t("common.saved")) });
  const send = async (): Promise<void> => {
    if (isChanged) await edit.mutateAsync(written());
    submit.mutate({ id: template.id, despiteReview: despite });
  };
  const locked = template.locked !== null;
  const refusedFor = check.findings.some(({ outcome }) => outcome === "refused");
  const blocked = refusedFor || (!check.passes && !despite);
  // What is written now makes a new version: "Meta has this one" does not count for it.
  const obstacle = isChanged && template.submit?.reason === "templates.nothing_new" ? null : template.submit;
  const cannot = forbidden ?? (blocked ? t("templates.mendFirst") : obstacle ? t("templates.notNow") : undefined);
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${template.name} · NexusOne`}</title>
      <PageHeader
        stack
        crumbs={<Crumbs list="templates" here={template.name} />}
        title={<bdi className="font-mono [overflow-wrap:anywhere]">{template.name}</bdi>}
        badges={
          <>
            <StatusBadge status={template.status} />
            <QualityBadge quality={template.quality} />
          </>
        }
        action={
          <>
            <TemplateMenu template={template} />
            <Button
              busy={edit.isPending}
              refused={forbidden ?? (isChanged ? undefined : t("templates.unchanged"))}
              onClick={save}
            >
              {t("templates.saveDraft")}
            </Button>
            <Button
              look="primary"
              busy={submit.isPending}
              refused={cannot}
              onClick={() => void send().catch(() => undefined)}
            >
              {t("templates.submit")}
            </Button>
          </>
        }
      />
      <LanguageTabs template={template} />
      <Refused error={edit.error ?? submit.error} onRetry={() => void lists()} />
      {locked ? <KnownReason code={"templates.foreign_parts" satisfies ReasonCode} /> : null}
      {obstacle && obstacle.reason !== "templates.nothing_new" && !locked ? (
        <KnownReason
          code={obstacle.reason}
          details={{
            status: template.status.toLowerCase(),
            at: obstacle.at ? new Date(obstacle.at).toLocaleString(locale) : "",
          }}
          onRetry={() => void lists()}
        />
      ) : null}
      <EditorFrame
        content={content}
        check={check}
        disabled={forbidden !== undefined || locked}
        onChange={setContent}
        aside={<MetaCard template={template} />}
      >
        <div className="flex flex-wrap items-end gap-3">
          <Select
            className="w-52"
            label={t("templates.category")}
            value={content.category}
            disabled={forbidden !== undefined || locked || template.status === "APPROVED"}
            {...(template.status === "APPROVED" && { hint: t("templates.categoryFixed") })}
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
          {!check.passes && !refusedFor && forbidden === undefined ? (
            <label className="touch-target flex items-center gap-2 text-sm text-ink">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={despite}
                onChange={({ target }) => setDespite(target.checked)}
              />
              {t("templates.despite")}
            </label>
          ) : null}
        </div>
      </EditorFrame>
      <HistoryCard template={template} onTake={forbidden === undefined && !locked ? setContent : undefined} />
    </div>
  );
}
