import { features } from "../features.ts";
import { mountListing } from "./mount.tsx";

features.listing = mountListing;
