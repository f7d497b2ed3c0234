/** Longest value of any kind but a key file, in characters. */
export const VALUE_MAX_CHARACTERS = 4_096;
/** Longest key file, in characters: Google's are about 2,400. */
export const KEY_FILE_MAX_CHARACTERS = 16_384;
