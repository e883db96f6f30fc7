import {
  sampleOf,
  VARIABLE_NAMES,
  VARIABLES,
  type VariableName,
  type VariableOf,
} from "@nexusone/contracts/template-variables";
import { Button } from "@nexusone/ui/button";
import { Menu, MenuItem, MenuLabel } from "@nexusone/ui/menu";
import { Braces } from "lucide-react";
import { useI18n } from "../../i18n/context.tsx";

const GROUPS: readonly VariableOf[] = ["contact", "order", "shop"];

/** What our data can put into a text, with what would stand there. */
export function VariableMenu(props: { disabled: boolean; language: string; onPick: (name: VariableName) => void }) {
  const { t, locale } = useI18n();
  return (
    <Menu
      trigger={
        <Button size="sm" icon={<Braces size={14} aria-hidden />} disabled={props.disabled} className="self-start">
          {t("templates.insert")}
        </Button>
      }
    >
      {GROUPS.map((group) => (
        <div key={group} role="group" aria-label={t(`templates.of.${group}`)}>
          <MenuLabel>{t(`templates.of.${group}`)}</MenuLabel>
          {VARIABLE_NAMES.filter((name) => VARIABLES[name].of === group).map((name) => (
            <MenuItem
              key={name}
              onSelect={() => props.onPick(name)}
              hint={<bdi>{sampleOf(name, props.language).slice(0, 24)}</bdi>}
            >
              {VARIABLES[name].name[locale]}
            </MenuItem>
          ))}
        </div>
      ))}
    </Menu>
  );
}
