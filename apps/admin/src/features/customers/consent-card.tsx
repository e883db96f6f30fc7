import { CONTACT_PURPOSES } from "@nexusone/contracts/contact-terms";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card, Facts } from "@nexusone/ui/layout";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import { ConsentDialog } from "./consent-dialog.tsx";
import type { Customer } from "./customer-page.tsx";

/** What holds for each purpose now, and the whole record under it: word, source, time, who wrote it down. */
export function ConsentCard({ customer }: { customer: Customer }) {
  const t = useT();
  const refused = useRefusal("contacts:edit");
  const [recording, setRecording] = useState(false);
  const { consents } = customer;
  const word = (granted: boolean) => (
    <Badge tone={granted ? "good" : "wait"}>{t(granted ? "customers.granted" : "customers.withdrawn")}</Badge>
  );
  return (
    <Card
      flush
      title={t("customers.consent")}
      hint={t("customers.consentHint")}
      extra={
        customer.erasedAt === null ? (
          <Button size="sm" icon={<Plus size={14} aria-hidden />} refused={refused} onClick={() => setRecording(true)}>
            {t("customers.record")}
          </Button>
        ) : null
      }
    >
      <div className="border-b border-line p-4">
        <Facts
          rows={CONTACT_PURPOSES.map((purpose) => {
            const last = consents.find((one) => one.purpose === purpose);
            return [
              t(`customers.purpose.${purpose}`),
              last ? word(last.granted) : <span className="text-muted">{t("customers.unsaid")}</span>,
            ] as const;
          })}
        />
      </div>
      {consents.length === 0 ? (
        <p className="px-4 py-3 text-muted">{t("customers.consentEmpty")}</p>
      ) : (
        <ol aria-label={t("customers.history")}>
          {consents.map(({ id, purpose, granted, source, evidence, byName, givenAt }) => (
            <li key={id} className="border-b border-line px-4 py-2.5 last:border-b-0">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink">
                {word(granted)}
                {t(`customers.purpose.${purpose}`)}
                <span className="ms-auto text-xs text-muted">
                  <RelativeTime at={givenAt} />
                </span>
              </p>
              <p className="text-xs text-muted">
                {[t(`customers.source.${source}`), evidence, t("customers.by", { name: byName })]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </li>
          ))}
        </ol>
      )}
      {recording ? <ConsentDialog id={customer.id} onClose={() => setRecording(false)} /> : null}
    </Card>
  );
}
