import type { ContactId, OrderId } from "@nexusone/contracts/ids";
import type { TemplateId } from "@nexusone/contracts/templates";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Skeleton } from "@nexusone/ui/layout";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useMemo, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n, useT } from "../../i18n/context.tsx";
import { createClient } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { useDelayed } from "../../lib/use-delayed.ts";
import { PhonePreview } from "./phone-preview.tsx";
import type { TemplateLine } from "./template-group.tsx";
import { useLanguageName } from "./template-words.tsx";

type Props = {
  /** Only the templates of this number's account can be sent through it. */
  channelId: string;
  /** Whom it is for: fills names, and their language goes first. */
  contact: { readonly id: ContactId; readonly language: string | null };
  orderId?: OrderId | undefined;
  /** The words of its one button. */
  action: string;
  busy: boolean;
  /** Why nothing can be sent now; said by the button. */
  refused?: string | undefined;
  error: unknown;
  /** `given`: what was typed, by the place of each variable; the rest is filled with what is known when it is sent. */
  onSend: (template: { templateId: TemplateId; given: Record<string, string> }) => void;
};
const MOST = 100;

/** Finds an approved template, fills it with what is known, asks for the rest, and shows what will be sent. */
export function TemplatePicker(props: Props) {
  const [chosen, setChosen] = useState<TemplateLine>();
  return chosen ? (
    <Fill {...props} line={chosen} onBack={() => setChosen(undefined)} />
  ) : (
    <Choose {...props} onChoose={setChosen} />
  );
}

function Choose({ channelId, contact, onChoose }: Props & { onChoose: (line: TemplateLine) => void }) {
  const t = useT();
  const { api } = useShop();
  const languageName = useLanguageName();
  const [text, setText] = useState("");
  const q = useDelayed(text.trim(), 200);
  const found = useQuery(
    api.templates.list.queryOptions(
      { limit: MOST, status: "approved", channelId, ...(q && { q }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const own = contact.language?.slice(0, 2).toLowerCase();
  const isOwn = (line: TemplateLine): boolean => line.language.slice(0, 2).toLowerCase() === own;
  const lines = (found.data?.items ?? []).toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <Input
        type="search"
        label={t("templates.search")}
        placeholder={t("templates.searchPlaceholder")}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {found.isPending ? (
        <Skeleton className="h-24 w-full" />
      ) : found.isError ? (
        <Refused error={found.error} onRetry={() => void found.refetch()} />
      ) : lines.length === 0 ? (
        <p className="text-sm text-muted">{t(q ? "templates.nothingFound" : "templates.noneApproved")}</p>
      ) : (
        <ul aria-label={t("templates.title")} className="max-h-80 overflow-y-auto rounded-md border border-line">
          {lines.map((line) => (
            <li key={line.id} className="border-b border-line last:border-b-0">
              <button
                type="button"
                className="touch-target flex w-full flex-col gap-0.5 px-3 py-2 text-start text-sm hover:bg-hover"
                onClick={() => onChoose(line)}
              >
                <span className="flex w-full items-center justify-between gap-2">
                  <bdi className="truncate font-mono text-ink">{line.name}</bdi>
                  <span className="shrink-0 text-xs text-muted">{languageName(line.language)}</span>
                </span>
                <span dir="auto" className="line-clamp-2 w-full text-xs text-soft">
                  {line.body}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Fill({
  line,
  contact,
  orderId,
  action,
  busy,
  refused,
  error,
  onBack,
  onSend,
}: Props & { line: TemplateLine; onBack: () => void }) {
  const t = useT();
  const { locale } = useI18n();
  const { api, membership } = useShop();
  const client = useMemo(() => createClient(membership.merchantId), [membership.merchantId]);
  const [given, setGiven] = useState<Record<string, string>>({});
  const still = useDelayed(given, 250);
  const template = useQuery(api.templates.get.queryOptions({ id: line.id }));
  // A query by nature: its answer is what will be sent.
  const preview = useQuery({
    queryKey: [...api.templates.preview.mutationKey(), line.id, contact.id, orderId, still, locale],
    queryFn: () =>
      client.templates.preview.mutate({
        templateId: line.id,
        contactId: contact.id,
        ...(orderId && { orderId }),
        variables: still,
        samples: false,
        sent: true,
      }),
    placeholderData: keepPreviousData,
  });
  const content = template.data?.versions.find(({ version }) => version === template.data.sentVersion)?.content;
  const ready = preview.data;
  const waits = still !== given || preview.isPlaceholderData;
  const problem = ready?.problems[0];
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <Button size="sm" look="quiet" className="self-start" icon={<ArrowLeft size={14} aria-hidden />} onClick={onBack}>
        {t("templates.others")}
      </Button>
      <Refused error={error ?? preview.error ?? template.error} onRetry={() => void preview.refetch()} />
      {!ready || !content ? (
        <Skeleton className="h-40 w-full" />
      ) : (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-3">
            {ready.places.length === 0 ? <p className="text-sm text-muted">{t("templates.nothingToFill")}</p> : null}
            {ready.places.map(({ place, value, from }) => (
              <Input
                key={place}
                label={place.slice(place.indexOf(".") + 1)}
                dir="auto"
                value={given[place] ?? value ?? ""}
                error={from === "missing" && given[place] === undefined ? t("templates.fillIn") : undefined}
                hint={from === "data" && given[place] === undefined ? t("templates.fromData") : undefined}
                onChange={({ target }) => setGiven({ ...given, [place]: target.value })}
              />
            ))}
          </div>
          <PhonePreview
            content={content}
            values={{ header: ready.values.header ?? {}, body: ready.values.body ?? {} }}
          />
        </div>
      )}
      <Button
        look="primary"
        className="self-end"
        busy={busy || waits}
        refused={refused ?? (ready ? problem?.sentence : t("common.loading"))}
        onClick={() => ready && onSend({ templateId: line.id, given })}
      >
        {action}
      </Button>
    </div>
  );
}
