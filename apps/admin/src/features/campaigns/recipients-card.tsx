import type { RecipientStatus } from "@nexusone/contracts/campaign-terms";
import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import type { CampaignId, ConversationId } from "@nexusone/contracts/ids";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Card } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Users } from "lucide-react";
import { ExportButton } from "../../app/export-button.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { ListStates } from "../inventory/list-states.tsx";
import { StatusBadge } from "./campaign-words.tsx";
import { recipientsQuery } from "./campaigns-query.ts";

/** Everybody of it with how it stands and why, as a table and as a file. */
export function RecipientsCard({ id, status }: { id: CampaignId; status: RecipientStatus | undefined }) {
  const { t, locale } = useI18n();
  const { api, slug } = useShop();
  const list = useInfiniteQuery(recipientsQuery(api, id, status ? { status } : {}));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const said = (reason: string | null): string =>
    reason === null ? "" : isReasonCode(reason) ? explain(reason, locale).sentence : reason;
  return (
    <Card
      flush
      title={status ? t("campaigns.peopleThat", { status: t(`campaigns.status.${status}`) }) : t("campaigns.everybody")}
      extra={<ExportButton path="/api/campaigns/export" name="campaign" body={{ id }} permission="campaigns:read" />}
    >
      <ListStates
        list={list}
        count={rows.length}
        empty={{
          icon: <Users size={18} aria-hidden />,
          title: t("campaigns.nobodyHere"),
          text: t(status ? "campaigns.nobodyHereText" : "campaigns.nobodyYetText"),
        }}
      >
        <Table
          label={t("campaigns.everybody")}
          head={
            <>
              <Th sticky>{t("campaigns.person")}</Th>
              <Th>{t("campaigns.statusHead")}</Th>
              <Th>{t("campaigns.why")}</Th>
              <Th end>{t("campaigns.sentAt")}</Th>
            </>
          }
        >
          {rows.map((row) => (
            <tr key={row.id}>
              <Td sticky>
                <Link
                  to="/m/$slug/customers/$contactId"
                  params={{ slug, contactId: row.userId }}
                  className="touch-target inline-flex items-center text-ink hover:underline"
                >
                  <bdi>{row.name || t("campaigns.nameless")}</bdi>
                </Link>
              </Td>
              <Td>
                <span className="flex flex-wrap items-center gap-1">
                  <StatusBadge status={row.status} />
                  {row.answered && row.conversationId ? (
                    <Link
                      to="/m/$slug/inbox/$conversationId"
                      params={{ slug, conversationId: row.conversationId as ConversationId }}
                      className="hover:underline"
                    >
                      <Badge tone="good">{t("campaigns.answeredOne")}</Badge>
                    </Link>
                  ) : null}
                </span>
              </Td>
              <Td className="min-w-56 text-soft">{said(row.reason)}</Td>
              <Td end>
                {row.sentAt ? (
                  <RelativeTime at={row.sentAt} />
                ) : row.status === "pending" ? (
                  <RelativeTime at={row.dueAt} />
                ) : (
                  "–"
                )}
              </Td>
            </tr>
          ))}
        </Table>
      </ListStates>
    </Card>
  );
}
