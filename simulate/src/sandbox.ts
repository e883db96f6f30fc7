import { startSandbox } from "@nexusone/sandbox/start";

/** The simulated CJ in a process of its own: points are counted, calls are not paced, messages leave when they are told to. */
export type SandboxReady = { readonly url: string; readonly cjApiUrl: string };

const { seed, catalogueSize } = JSON.parse(process.argv[2] ?? "{}") as { seed: string; catalogueSize: number };
const sandbox = await startSandbox({ seed, catalogueSize, unpaced: true });
process.once("disconnect", () => void sandbox.stop().then(() => process.exit(0)));
process.send?.({ url: sandbox.url, cjApiUrl: sandbox.cjApiUrl } satisfies SandboxReady);
