/** Text as it is searched and sorted: small letters without accents. */
export function foldText(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll("\0", "");
}
