import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/**
 * A phone number as it is stored: E.164 where it names its country (+ or 00) and has a possible length, else as it was typed. No country is
 * assumed: "020 7946 0958" is a different number in London and in Beijing.
 */
export function normalPhone(given: string): string {
  const text = given.trim().replaceAll(/\s+/g, " ");
  const parsed = parsePhoneNumberFromString(text.replace(/^00/, "+"));
  return parsed?.isPossible() ? parsed.number : text;
}
