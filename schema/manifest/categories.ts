/** Shelves of the marketplace, in the order shown, by their names for people. */
export const CATEGORIES = {
  channels: "Channels",
  ai: "AI",
  marketing: "Leads and marketing",
  scheduling: "Scheduling",
  payments: "Payments",
  documents: "Documents and knowledge",
  alerts: "Alerts and tasks",
  developers: "For developers",
} as const;

export type Category = keyof typeof CATEGORIES;
export const CATEGORY_NAMES = Object.keys(CATEGORIES) as [Category, ...Category[]];
