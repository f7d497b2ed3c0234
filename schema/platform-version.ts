/** The platform's own version, as in package.json: a module says which one it needs at least. */
export const PLATFORM_VERSION = "0.1.0";
