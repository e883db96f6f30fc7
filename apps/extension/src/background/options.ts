import type { Locale } from "@nexusone/contracts/locale";
import type { OptionsView } from "../views.ts";
import type { PairingVerbs } from "./pairing.ts";
import { readerOf } from "./refused.ts";
import { local, setLocal, type Options, type Stores } from "./stores.ts";

export type OptionsDeps = {
  readonly stores: Stores;
  readonly pairing: PairingVerbs;
  readonly builtInServer: string;
  readonly version: string;
  /** Lets go of what is not in the storage: hosts that were allowed, the badge, the alarm. */
  readonly letGo: () => Promise<void>;
};

const NONE: Options = { language: null, defaults: {} };

/** What a person has set for this browser. */
export function createOptions({ stores, pairing, builtInServer, version, letGo }: OptionsDeps) {
  const stored = async (): Promise<Options> => (await local(stores, "options")) ?? NONE;

  async function view(): Promise<OptionsView> {
    const { language, defaults } = await stored();
    const { locale } = await readerOf(stores, builtInServer);
    return { locale, language, defaults, version };
  }

  async function keep(input: { language?: Locale | null | undefined; defaults?: Options["defaults"] | undefined }) {
    const { language, defaults } = await stored();
    await setLocal(stores, {
      options: {
        language: input.language === undefined ? language : input.language,
        defaults: input.defaults ?? defaults,
      },
    });
    return view();
  }

  /** Ends the pairing and removes everything this extension ever wrote. */
  async function forget(): Promise<OptionsView> {
    await pairing.disconnect();
    for (const area of [stores.local, stores.session]) await area.remove(Object.keys(await area.get(null)));
    await letGo();
    return view();
  }

  return { view, keep, forget, defaults: async () => (await stored()).defaults };
}
