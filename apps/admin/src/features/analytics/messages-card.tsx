import type { Range } from "@nexusone/contracts/analytics-terms";
import { Card, EmptyState, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { Bars } from "./bars.tsx";
import { GeneralReason } from "./general-reason.tsx";

type Messages = Outputs["analytics"]["getMessages"];
const MINUTES_AN_HOUR = 60;

/** What was said over WhatsApp, what became of it, how soon customers were answered and when they write. */
export function MessagesCard({ range }: { range: Range }) {
  const { t } = useI18n();
  const { api, slug } = useShop();
  const query = useQuery(api.analytics.getMessages.queryOptions({ range }, { placeholderData: keepPreviousData }));
  return (
    <Card title={t("talk.title")} hint={t("talk.hint")}>
      {query.isError ? (
        <Refused error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.isSuccess ? (
        <Skeleton className="h-40 w-full" />
      ) : query.data.received + query.data.sent === 0 ? (
        <EmptyState
          compact
          icon={<MessagesSquare size={18} aria-hidden />}
          title={t("talk.empty")}
          action={
            <Link to="/m/$slug/inbox" params={{ slug }} className="text-sm text-accent-ink hover:underline">
              {t("talk.open")}
            </Link>
          }
        />
      ) : (
        <Said messages={query.data} />
      )}
    </Card>
  );
}

function Said({ messages }: { messages: Messages }) {
  const { t, locale } = useI18n();
  const { received, sent, delivered, read, failed, byAssistant, conversations, customers } = messages;
  const { answers, templates, failures, series, hours } = messages;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const share = (part: number, whole: number): string =>
    whole === 0
      ? "–"
      : new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(part / whole);
  const time = (minutes: number | null): string =>
    minutes === null
      ? "–"
      : minutes < 2 * MINUTES_AN_HOUR
        ? t("talk.minutes", { minutes: number.format(minutes) })
        : t("figures.hours", { hours: number.format(minutes / MINUTES_AN_HOUR) });
  const figures = [
    {
      name: t("talk.received"),
      value: number.format(received),
      more: t("talk.customers", { count: customers, shown: number.format(customers) }),
    },
    {
      name: t("talk.sent"),
      value: number.format(sent),
      more: t("talk.conversations", { count: conversations, shown: number.format(conversations) }),
    },
    {
      name: t("talk.delivered"),
      value: share(delivered, sent),
      more: t("talk.readShare", { share: share(read, delivered) }),
    },
    { name: t("talk.failed"), value: number.format(failed), more: t("talk.ofSent", { share: share(failed, sent) }) },
    {
      name: t("talk.answered"),
      value: time(answers.medianMinutes),
      more: t("talk.answeredP90", { time: time(answers.p90Minutes) }),
    },
    {
      name: t("talk.waiting"),
      value: number.format(answers.waiting),
      more: t("talk.answeredCount", { count: answers.answered, shown: number.format(answers.answered) }),
    },
    {
      name: t("talk.templates"),
      value: share(templates.answered, templates.delivered),
      more: t("talk.templatesOf", { shown: number.format(templates.delivered) }),
    },
    { name: t("talk.assistant"), value: share(byAssistant, sent), more: t("talk.assistantHint") },
  ];
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 md:grid-cols-4">
        {figures.map(({ name, value, more }) => (
          <div key={name} className="flex flex-col">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="text-xl font-semibold tabular-nums text-ink">{value}</dd>
            <dd className="text-pretty text-xs text-muted">{more}</dd>
          </div>
        ))}
      </dl>
      <div className="grid gap-5 lg:grid-cols-2">
        <section className="min-w-0">
          <h3 className="mb-2 text-sm font-medium text-ink">{t("talk.received")}</h3>
          <Bars
            label={t("talk.received")}
            hourly={messages.range === "24h"}
            timezone={messages.timezone}
            valueName={t("talk.received")}
            steps={series.map((step) => ({ at: step.at, value: step.received }))}
          />
        </section>
        <Hours hours={hours} />
      </div>
      {failures.length > 0 ? (
        <section>
          <h3 className="mb-2 text-sm font-medium text-ink">{t("talk.failures")}</h3>
          <ul aria-label={t("talk.failures")} className="flex flex-col gap-2">
            {failures.map(({ reason, count }) => (
              <li key={reason} className="flex items-start justify-between gap-4">
                <GeneralReason code={reason} />
                <span className="text-sm font-medium tabular-nums text-ink">{number.format(count)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

/** When in the shop's day customers write. */
function Hours({ hours }: { hours: readonly number[] }) {
  const { t, locale } = useI18n();
  const most = Math.max(1, ...hours);
  const number = new Intl.NumberFormat(locale);
  const hourName = (hour: number): string =>
    new Intl.DateTimeFormat(locale, { hour: "numeric", timeZone: "UTC" }).format(new Date(Date.UTC(2026, 0, 1, hour)));
  return (
    <section className="min-w-0">
      <h3 className="mb-2 text-sm font-medium text-ink">{t("talk.hours")}</h3>
      <div aria-hidden className="flex h-28 items-end gap-px border-b border-line">
        {hours.map((count, hour) => (
          <div
            key={hourName(hour)}
            title={`${hourName(hour)}: ${number.format(count)}`}
            className="flex h-full min-w-0 flex-1 flex-col justify-end hover:bg-hover"
          >
            <div className="bg-accent/80" style={{ height: `${(count / most) * 100}%` }} />
          </div>
        ))}
      </div>
      <div aria-hidden className="mt-2 flex justify-between text-xs tabular-nums text-muted">
        <span>{hourName(0)}</span>
        <span>{hourName(12)}</span>
        <span>{hourName(23)}</span>
      </div>
      <details className="mt-2">
        <summary className="touch-target w-fit cursor-pointer text-xs text-muted hover:text-ink">
          {t("analytics.asTable")}
        </summary>
        <Table
          narrow
          label={t("talk.hours")}
          head={
            <>
              <Th>{t("analytics.column.when")}</Th>
              <Th end>{t("talk.received")}</Th>
            </>
          }
        >
          {hours.map((count, hour) => (
            <tr key={hourName(hour)}>
              <Td>{hourName(hour)}</Td>
              <Td end>{number.format(count)}</Td>
            </tr>
          ))}
        </Table>
      </details>
    </section>
  );
}
