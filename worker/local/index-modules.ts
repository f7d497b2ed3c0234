import { writeModuleIndex } from "./module-index.ts";

/** `npm run modules:index`: brings the files that name every module in step with the folders. */
const written = writeModuleIndex();
console.log(written.length === 0 ? "The index of modules is current." : `Written: ${written.join(", ")}`);
