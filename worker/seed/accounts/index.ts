import type { DemoAccount } from "../script.ts";
import { atlasPhysio } from "./atlas-physio.ts";
import { brisaSurf } from "./brisa-surf.ts";
import { casaLumen } from "./casa-lumen.ts";
import { verdeDental } from "./verde-dental.ts";
import { fornetto } from "./fornetto.ts";

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [casaLumen, brisaSurf, verdeDental, fornetto, atlasPhysio];
