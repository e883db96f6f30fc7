import { openAiModel } from "@nexusone/core/assistant/openai-model";
import type { Platform } from "@nexusone/core/platform";
import type { Config } from "./config.ts";

/** The simulated model's own key and name, as `packages/sandbox` has them. */
const SANDBOX = { apiKey: "sk-sandbox-demo", model: "sandbox-model" } as const;

/** Which language model drafts replies: the configured one at live numbers, the simulated one at simulated numbers. */
export function modelsOf(config: Config): Platform["models"] {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model, sandboxUrl } = config;
  return {
    ...(apiKey && { live: openAiModel({ baseUrl, apiKey, model }) }),
    ...(sandboxUrl && { sandbox: openAiModel({ baseUrl: `${sandboxUrl}/openai/v1`, ...SANDBOX }) }),
  };
}
