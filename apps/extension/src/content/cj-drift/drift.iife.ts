import { features } from "../features.ts";
import { mountDrift } from "./mount.tsx";

features.drift = mountDrift;
