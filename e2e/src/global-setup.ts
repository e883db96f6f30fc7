import type { TestProject } from "vitest/node";
import { startWorld, type World } from "./world.ts";

declare module "vitest" {
  interface ProvidedContext {
    world: World;
  }
}

/** One world for all journeys; each journey signs up merchants of its own or uses the demo ones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const world = await startWorld({ extension: true });
  const { serverUrl, sandboxUrl, extensionDir, home } = world;
  project.provide("world", { serverUrl, sandboxUrl, extensionDir, home });
  return world.stop;
}
