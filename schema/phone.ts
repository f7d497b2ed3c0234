/**
 * The one spelling of a mobile number used as an identity key: digits with country code. WhatsApp delivers the same Brazilian, Mexican
 * or Argentine mobile in two spellings (with and without the 9 after the area code, the 1 after 52, the 9 after 54); both map to one key.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/phone-numbers
 */
export function canonicalPhone(given: string): string {
  const digits = given.replace(/\D/g, "").replace(/^00/, "");
  if (/^55[1-9]\d[6-9]\d{7}$/.test(digits)) return `${digits.slice(0, 4)}9${digits.slice(4)}`;
  if (/^521\d{10}$/.test(digits)) return `52${digits.slice(3)}`;
  if (/^549\d{10}$/.test(digits)) return `54${digits.slice(3)}`;
  return digits;
}
