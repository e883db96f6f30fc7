import { useState } from "react";
import { readChoice, writeChoice } from "../../lib/storage.ts";

export type Density = "normal" | "dense";

export function useDensity(): readonly [Density, (density: Density) => void] {
  const [density, setDensity] = useState<Density>(readChoice("density") === "dense" ? "dense" : "normal");
  const choose = (next: Density): void => {
    writeChoice("density", next === "dense" ? "dense" : null);
    setDensity(next);
  };
  return [density, choose];
}
