import { CONSENT_SOURCES, CONTACT_PURPOSES } from "@nexusone/contracts/contact-terms";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input, Select } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import type { Customer } from "./customer-page.tsx";
import { useAfterChange } from "./use-customer.ts";

const FORM = "consent";
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
    <Dialog
      open
      onOpenChange={onClose}
      title={t("customers.recordTitle")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={FORM} look="primary" busy={record.isPending}>
            {t("customers.record")}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          record.mutate({ id, purpose, granted, source, evidence });
        }}
      >
        <Refused error={record.error} />
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
      </form>
    </Dialog>
  );
}
