import type { TemplateContent } from "@nexusone/contracts/template-content";
import { Card } from "@nexusone/ui/layout";
import { type ReactNode, useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { tidied } from "./blank.ts";
import { ButtonsCard } from "./buttons-card.tsx";
import { ExamplesCard } from "./examples-card.tsx";
import { FindingsCard } from "./findings-card.tsx";
import { PhonePreview, type Shown } from "./phone-preview.tsx";
import { PreviewWith } from "./preview-with.tsx";
import { TextCard } from "./text-card.tsx";
import type { Check } from "./use-check.ts";

type Props = {
  content: TemplateContent;
  check: Check | undefined;
  disabled: boolean;
  /** Above what is written. */
  children?: ReactNode;
  /** Below what stands beside it. */
  aside?: ReactNode;
  onChange: (content: TemplateContent) => void;
};

/** What is written, and beside it how it looks and what Meta would say. */
export function EditorFrame({ content, check, disabled, children, aside, onChange }: Props) {
  const t = useT();
  const [real, setReal] = useState<Shown>();
  const put = (next: TemplateContent): void => onChange(tidied(next));
  // Nobody is scolded for what they have not begun.
  const isBlank = content.body === "";
  const edit = { content, check: isBlank ? undefined : check, disabled, onChange: put };
  const values = {
    header: { ...content.examples.header, ...real?.header },
    body: { ...content.examples.body, ...real?.body },
  };
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
      <div className="flex min-w-0 flex-col gap-4">
        {children}
        <TextCard {...edit} />
        <ExamplesCard {...edit} />
        <ButtonsCard {...edit} />
      </div>
      <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-4">
        <Card title={t("templates.preview")} extra={<PreviewWith content={content} onValues={setReal} />}>
          <PhonePreview content={content} values={values} />
        </Card>
        <FindingsCard isBlank={isBlank} check={check} category={content.category} />
        {aside}
      </div>
    </div>
  );
}
