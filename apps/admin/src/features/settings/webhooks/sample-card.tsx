import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { Copy } from "lucide-react";
import { useT } from "../../../i18n/context.tsx";
import { copyText } from "../../../lib/copy.ts";

/** Node, with the published package; the same exists for most languages. */
const SAMPLE = `import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.NEXUSONE_SECRET); // whsec_...
const applied = new Set(); // better: a table with a unique key

app.post("/hooks/nexusone", express.raw({ type: "*/*" }), (request, response) => {
  const event = webhook.verify(request.body, request.headers); // throws when it is not genuine
  const id = request.headers["webhook-id"];
  if (!applied.has(id)) {
    apply(event.event_type, event.payload);
    applied.add(id);
  }
  response.sendStatus(204);
});
`;

export function SampleCard() {
  const t = useT();
  return (
    <Card
      flush
      title={t("webhooks.sample")}
      hint={t("webhooks.sampleHint")}
      extra={
        <Button size="sm" icon={<Copy size={13} aria-hidden />} onClick={() => void copyText(SAMPLE, t)}>
          {t("common.copy")}
        </Button>
      }
    >
      <pre
        tabIndex={0}
        role="region"
        aria-label={t("webhooks.sample")}
        className="overflow-x-auto p-4 text-xs leading-5 text-ink"
      >
        <code>{SAMPLE}</code>
      </pre>
    </Card>
  );
}
