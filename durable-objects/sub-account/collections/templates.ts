import { templateDocument } from "../documents/template.ts";
import type { Readable } from "./behaviour.ts";

export const templatesBehaviour: Readable<"templates"> = {
  documents: (_account, rows) => rows.map(templateDocument),
};
