import { CONSENT_SOURCES, CONTACT_PURPOSES } from "@nexusone/contracts/contact-terms";
import { Input, Select } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import type { Customer } from "./customer-page.tsx";
import { useAfterChange } from "./use-customer.ts";

const SAID_BY_PEOPLE = CONSENT_SOURCES.filter((source) => source !== "api");

/** Writes down what a person said, where, and what shows it. */
export function ConsentDialog({ id, onClose }: { id: Customer["id"]; onClose: () => void }) {
  const t = useT();
  const { api } = useShop();
  const after = useAfterChange();
  const [purpose, setPurpose] = useState<(typeof CONTACT_PURPOSES)[number]>("marketing");
  const [granted, setGranted] = useState(true);
  const [source, setSource] = useState<(typeof CONSENT_SOURCES)[number]>("staff");
  const [evidence, setEvidence] = useState("");
  const record = useMutation(
    api.contacts.recordConsent.mutationOptions({
      onSuccess: async (customer) => {
        await after(customer);
        onClose();
      },
    }),
  );
  return (
    <FormDialog
      title={t("customers.recordTitle")}
      action={t("customers.record")}
      busy={record.isPending}
      error={record.error}
      onClose={onClose}
      onSubmit={() => {
        record.mutate({ id, purpose, granted, source, evidence });
      }}
    >
      <Select
        label={t("customers.purpose")}
        value={purpose}
        onChange={(event) => {
          const chosen = CONTACT_PURPOSES.find((one) => one === event.target.value);
          if (chosen) setPurpose(chosen);
        }}
      >
        {CONTACT_PURPOSES.map((one) => (
          <option key={one} value={one}>
            {t(`customers.purpose.${one}`)}
          </option>
        ))}
      </Select>
      <Select
        label={t("customers.said")}
        value={granted ? "granted" : "withdrawn"}
        onChange={(event) => setGranted(event.target.value === "granted")}
      >
        <option value="granted">{t("customers.granted")}</option>
        <option value="withdrawn">{t("customers.withdrawn")}</option>
      </Select>
      <Select
        label={t("customers.source")}
        value={source}
        onChange={(event) => {
          const chosen = SAID_BY_PEOPLE.find((one) => one === event.target.value);
          if (chosen) setSource(chosen);
        }}
      >
        {SAID_BY_PEOPLE.map((one) => (
          <option key={one} value={one}>
            {t(`customers.source.${one}`)}
          </option>
        ))}
      </Select>
      <Input
        label={t("customers.evidence")}
        hint={t("customers.evidenceHint")}
        optional
        maxLength={500}
        value={evidence}
        onChange={(event) => setEvidence(event.target.value)}
      />
    </FormDialog>
  );
}
