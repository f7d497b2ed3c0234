// One line for each folder with a manifest.ts. Made by `npm run modules:index`, `npm start` and `npm test`.
export { ai } from "./ai/manifest.ts";
export { calendar } from "./calendar/manifest.ts";
export { discord } from "./discord/manifest.ts";
export { esign } from "./esign/manifest.ts";
export { forms } from "./forms/manifest.ts";
export { gtm } from "./gtm/manifest.ts";
export { instagram } from "./instagram/manifest.ts";
export { leadAds } from "./lead-ads/manifest.ts";
export { moderation } from "./moderation/manifest.ts";
export { payments } from "./payments/manifest.ts";
export { tasksSync } from "./tasks-sync/manifest.ts";
export { slack } from "./slack/manifest.ts";
export { sms } from "./sms/manifest.ts";
export { telegram } from "./telegram/manifest.ts";
export { whatsapp } from "./whatsapp/manifest.ts";
