import { Button } from "@nexusone/ui/button";
import { Input, Select, Textarea } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import type { Customer } from "./customer-page.tsx";
import { useAfterChange } from "./use-customer.ts";

/** The languages people are answered in. */
const LANGUAGES = ["ar", "de", "en", "es", "fr", "it", "nl", "pt"];

const tagsOf = (text: string): string[] => text.split(",").flatMap((tag) => tag.trim() || []);

/** Name, language, a note and tags; saved together. */
export function AboutCard({ customer: { id, name, language, note, tags } }: { customer: Customer }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const refused = useRefusal("contacts:edit");
  const after = useAfterChange();
  const [form, setForm] = useState({ name, language, note, tags: tags.join(", ") });
  const save = useMutation(
    api.contacts.update.mutationOptions({
      onSuccess: async (changed) => {
        await after(changed);
        void toastDone(t("common.saved"));
      },
    }),
  );
  const names = new Intl.DisplayNames(locale, { type: "language" });
  const choices = [...new Set([...LANGUAGES, ...(form.language ? [form.language] : [])])];
  return (
    <Card title={t("customers.about")}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!refused) save.mutate({ id, ...form, tags: tagsOf(form.tags) });
        }}
      >
        <div className="empty:hidden">
          <Refused error={save.error} />
        </div>
        <Input
          label={t("customers.name")}
          maxLength={200}
          value={form.name}
          disabled={refused !== undefined}
          onChange={(event) => setForm({ ...form, name: event.target.value })}
        />
        <Select
          label={t("customers.language")}
          value={form.language ?? ""}
          disabled={refused !== undefined}
          onChange={(event) => setForm({ ...form, language: event.target.value || null })}
        >
          <option value="">{t("customers.languageUnknown")}</option>
          {choices.map((code) => (
            <option key={code} value={code}>
              {names.of(code) ?? code}
            </option>
          ))}
        </Select>
        <Textarea
          label={t("customers.note")}
          hint={t("customers.noteHint")}
          maxLength={2_000}
          value={form.note}
          disabled={refused !== undefined}
          onChange={(event) => setForm({ ...form, note: event.target.value })}
        />
        <Input
          label={t("customers.tags")}
          hint={t("customers.tagsHint")}
          value={form.tags}
          disabled={refused !== undefined}
          onChange={(event) => setForm({ ...form, tags: event.target.value })}
        />
        <div className="flex justify-end">
          <Button type="submit" busy={save.isPending} refused={refused}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
