// One line for each folder with a manifest.ts. Made by `npm run modules:index`, `npm start` and `npm test`.
export { aiHandlers as ai } from "./ai/handlers.ts";
export { discordHandlers as discord } from "./discord/handlers.ts";
export { instagramHandlers as instagram } from "./instagram/handlers.ts";
export { telegramHandlers as telegram } from "./telegram/handlers.ts";
export { whatsappHandlers as whatsapp } from "./whatsapp/handlers.ts";
