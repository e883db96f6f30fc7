import type { TestProject } from "vitest/node";
import { startWorld, type World } from "./world.ts";

declare module "vitest" {
  interface ProvidedContext {
    worlds: World[];
  }
}

/**
 * A world for each worker: journeys set the vendors' faults and clock for a whole world, so no two may share one at a time. Within
 * it each journey signs up merchants of its own or uses the demo ones.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const worlds = await Promise.all(
    Array.from({ length: project.config.maxWorkers }, () => startWorld({ extension: true })),
  );
  project.provide(
    "worlds",
    worlds.map(({ serverUrl, sandboxUrl, extensionDir, home }) => ({ serverUrl, sandboxUrl, extensionDir, home })),
  );
  return async () => {
    await Promise.all(worlds.map((world) => world.stop()));
  };
}
