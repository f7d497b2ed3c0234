import { errorTable, FAULT, type ProviderError, THROTTLE } from "../meta/error-table.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * What Meta's error codes mean for a message or a set-up. A code that is not here is never sent again by itself.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
export const PROVIDER_ERRORS = {
  "4": {
    reason: "The Meta app has made too many calls for the moment.",
    fix: "Wait some minutes.",
    cause: "rate_limited",
    backoff: THROTTLE,
    retryable: true,
  },
  "10": {
    reason: "The access token may not do this.",
    fix: "Give its system user whatsapp_business_messaging and whatsapp_business_management, then make a new token.",
    cause: "permission",
    retryable: true,
  },
  "100": {
    reason: "WhatsApp does not know an id in this request, or the access token may not see it.",
    fix: "Compare the phone number ID with Meta's API Setup page, and assign the WhatsApp account to the token's system user.",
    cause: "not_found",
    retryable: false,
  },
  "190": {
    reason: "The access token has expired or was withdrawn.",
    fix: "Make a new permanent token in Meta's Business settings > System users, then replace it here.",
    cause: "credentials",
    retryable: true,
  },
  "200": {
    reason: "The access token lacks a permission.",
    fix: "Give its system user whatsapp_business_messaging and whatsapp_business_management, then make a new token.",
    cause: "permission",
    retryable: true,
  },
  "368": {
    reason: "Meta has blocked this WhatsApp account for a breach of its policies.",
    fix: "See Account quality in Meta's Business settings.",
    cause: "blocked",
    retryable: false,
  },
  "80007": {
    reason: "This WhatsApp account has reached its call limit for the moment.",
    fix: "Wait some minutes.",
    cause: "rate_limited",
    backoff: THROTTLE,
    retryable: true,
  },
  "130429": {
    reason: "This number sends more messages a second than WhatsApp takes.",
    fix: "Wait a moment.",
    cause: "rate_limited",
    backoff: { firstMs: 2 * SECOND_MS, factor: 2, maxMs: 5 * MINUTE_MS },
    retryable: true,
  },
  "130472": {
    reason: "WhatsApp keeps this person out of marketing messages for an experiment.",
    fix: "Reach them another way, or wait until they write.",
    retryable: false,
  },
  "131000": {
    reason: "Something failed at WhatsApp.",
    fix: "Try again later.",
    cause: "provider_down",
    backoff: FAULT,
    retryable: true,
  },
  "131005": {
    reason: "The access token may not send for this number.",
    fix: "Give its system user whatsapp_business_messaging, then make a new token.",
    cause: "permission",
    retryable: true,
  },
  "131016": {
    reason: "WhatsApp is not available for the moment.",
    fix: "Try again later.",
    cause: "provider_down",
    backoff: FAULT,
    retryable: true,
  },
  "131021": {
    reason: "The recipient is the business's own number.",
    fix: "Write to another number.",
    retryable: false,
  },
  "131026": {
    reason: "WhatsApp cannot deliver to this person: no WhatsApp account, an old version, or its terms not accepted.",
    fix: "Reach them another way.",
    retryable: false,
  },
  "131031": {
    reason: "Meta has locked this WhatsApp account.",
    fix: "See Account quality in Meta's Business settings.",
    cause: "blocked",
    retryable: false,
  },
  "131042": {
    reason: "WhatsApp refuses to send because of a payment problem.",
    fix: "Check the payment method of the WhatsApp account in Meta's Business settings.",
    cause: "blocked",
    retryable: true,
  },
  "131045": {
    reason: "The number is not registered for sending.",
    fix: "Register it in WhatsApp Manager.",
    cause: "blocked",
    retryable: true,
  },
  "131047": {
    reason: "More than 24 hours have passed since the customer last wrote.",
    fix: "Send an approved template, or wait until they write again.",
    retryable: false,
  },
  "131048": {
    reason: "WhatsApp limits this number because people blocked or reported it.",
    fix: "See the number's quality in WhatsApp Manager.",
    backoff: { firstMs: 15 * MINUTE_MS, factor: 2, maxMs: 4 * HOUR_MS },
    retryable: true,
  },
  "131049": {
    reason: "WhatsApp held this back: the person has had enough marketing for now.",
    fix: "Wait at least a day, or until they write.",
    retryable: false,
  },
  "131051": {
    reason: "WhatsApp does not take this type of message.",
    fix: "Send it as text.",
    retryable: false,
  },
  "131053": {
    reason: "WhatsApp could not take the attachment.",
    fix: "Try again later.",
    backoff: FAULT,
    retryable: true,
  },
  // Meta's own rule for one pair of number and recipient: wait 4^X seconds, X growing with every refusal.
  "131056": {
    reason: "Too many messages to this person in a short time.",
    fix: "Wait some seconds.",
    backoff: { firstMs: 4 * SECOND_MS, factor: 4, maxMs: HOUR_MS },
    retryable: true,
  },
  "132000": {
    reason: "The values do not match the variables of the template.",
    fix: "Read the templates anew, then fill it in again.",
    retryable: false,
  },
  "132001": {
    reason: "WhatsApp has no approved template of this name in this language.",
    fix: "Read the templates anew, and see in WhatsApp Manager whether it was renamed, deleted or not approved yet.",
    retryable: false,
  },
  "132005": {
    reason: "The template is too long once it is filled in.",
    fix: "Shorten its values.",
    retryable: false,
  },
  "132007": {
    reason: "WhatsApp's rules do not allow what this template says.",
    fix: "See the reason in WhatsApp Manager, and change the template there.",
    retryable: false,
  },
  "132012": {
    reason: "A value of the template has another form than the template asks for.",
    fix: "Read the templates anew, then fill it in again.",
    retryable: false,
  },
  "132015": {
    reason: "WhatsApp has paused this template because people reported or blocked it.",
    fix: "Wait until it is approved again, or change it in WhatsApp Manager.",
    retryable: false,
  },
  "132016": {
    reason: "WhatsApp has disabled this template for good because of its low quality.",
    fix: "Make a new template with other words in WhatsApp Manager.",
    retryable: false,
  },
  "132068": {
    reason: "The form (Flow) in this template is blocked.",
    fix: "Correct the Flow in WhatsApp Manager.",
    retryable: false,
  },
  "132069": {
    reason: "The form (Flow) in this template is throttled: it was sent too often in the last hour.",
    fix: "Wait an hour, and see the Flow in WhatsApp Manager.",
    retryable: true,
  },
  "133010": {
    reason: "The number is not registered with the Cloud API.",
    fix: "Register it in WhatsApp Manager.",
    retryable: true,
  },
  "133016": {
    reason: "The number was registered too often in a short time.",
    fix: "Wait some hours.",
    backoff: { firstMs: 10 * MINUTE_MS, factor: 2, maxMs: 4 * HOUR_MS },
    retryable: true,
  },
} as const satisfies Record<string, ProviderError>;

/** WhatsApp's codes and what follows from them. */
export const WHATSAPP_ERRORS = errorTable("WhatsApp", PROVIDER_ERRORS);
