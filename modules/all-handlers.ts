// One line for each folder with a manifest.ts. Made by `npm run modules:index`, `npm start` and `npm test`.
export { aiHandlers as ai } from "./ai/handlers.ts";
export { calendarHandlers as calendar } from "./calendar/handlers.ts";
export { discordHandlers as discord } from "./discord/handlers.ts";
export { esignHandlers as esign } from "./esign/handlers.ts";
export { formsHandlers as forms } from "./forms/handlers.ts";
export { gtmHandlers as gtm } from "./gtm/handlers.ts";
export { instagramHandlers as instagram } from "./instagram/handlers.ts";
export { leadAdsHandlers as leadAds } from "./lead-ads/handlers.ts";
export { moderationHandlers as moderation } from "./moderation/handlers.ts";
export { paymentsHandlers as payments } from "./payments/handlers.ts";
export { tasksSyncHandlers as tasksSync } from "./tasks-sync/handlers.ts";
export { slackHandlers as slack } from "./slack/handlers.ts";
export { smsHandlers as sms } from "./sms/handlers.ts";
export { telegramHandlers as telegram } from "./telegram/handlers.ts";
export { whatsappHandlers as whatsapp } from "./whatsapp/handlers.ts";
