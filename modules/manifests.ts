// One line for each folder with a manifest.ts. Made by `npm run modules:index`, `npm start` and `npm test`.
export { ai } from "./ai/manifest.ts";
export { discord } from "./discord/manifest.ts";
export { instagram } from "./instagram/manifest.ts";
export { telegram } from "./telegram/manifest.ts";
export { whatsapp } from "./whatsapp/manifest.ts";
