import { globSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const FIRST =
  "Amber Birch Cedar Delta Ember Fjord Gable Haven Iris Juniper Kestrel Linden Maple North Olive Pine Quarry River Stone Tidal".split(
    " ",
  );
const SECOND =
  "Bakery Clinic Dental Estates Florist Garage Hotel Interiors Joinery Kitchens Legal Motors Nursery Optics Physio Roofing Salon Tailors Vets Yoga".split(
    " ",
  );

/** The name of the n-th client: one of 400 pairs of words, a number where pairs come again, and a word that all have. */
export function nameOf(n: number): string {
  const again = Math.floor(n / (FIRST.length * SECOND.length));
  const pair = `${FIRST[n % FIRST.length]} ${SECOND[Math.floor(n / FIRST.length) % SECOND.length]}`;
  return `${pair}${again === 0 ? "" : ` ${again + 1}`} Ltd`;
}

/**
 * Writes clients of an agency into the files of a product that does not run, as so many requests would have left them, but for the clients'
 * own objects: made one by one they would take an hour and gigabytes, and nothing that is measured asks them.
 */
export function growAgency(
  state: string,
  { agency, platform, from, to }: { agency: string; platform: string; from: number; to: number },
): void {
  const clients = JSON.stringify(
    Array.from({ length: to - from }, (_, at) => {
      const name = nameOf(from + at);
      const slug = `${name.toLowerCase().replaceAll(" ", "-")}-${from + at}`;
      return { id: `ten_many${String(from + at).padStart(8, "0")}`, name, slug, n: from + at };
    }),
  );
  const [control] = databases(state, "d1/*/*.sqlite");
  if (control === undefined) throw new Error("the product left no database");
  inDatabase(control, (db) => {
    db.prepare(TENANTS).run(agency, Date.now(), clients);
    // What triggers note would have every client's object made after all.
    for (const noted of ["listing_notes", "audit_witnesses"])
      db.prepare(`DELETE FROM ${noted} WHERE tenant_id LIKE 'ten_many%'`).run();
  });
  for (const file of databases(state, "do/trellis-Agency/*.sqlite")) {
    inDatabase(file, (db) => {
      const owner = db.prepare("SELECT value FROM meta WHERE key = 'tenant_id'").get() as { value: string } | undefined;
      if (owner?.value !== agency && owner?.value !== platform) return;
      db.prepare(ACCOUNTS).run(agency, Date.now(), clients);
      for (const index of ["account_parts", "account_words"])
        db.prepare(
          `INSERT INTO ${index} (rowid, text) SELECT number, text FROM accounts WHERE id LIKE 'ten_many%'`,
        ).run();
    });
  }
}

const OF = "FROM json_each(?3) j";
const VALUE = (name: string): string => `(j.value ->> '$.${name}')`;
const STATUS = `iif(${VALUE("n")} % 100 = 0, 'suspended', iif(${VALUE("n")} % 3 = 0, 'trial', 'active'))`;
const TENANTS = `
INSERT INTO tenants (id, type, parent_id, agency_id, name, slug, status, plan, created_at, updated_at)
SELECT ${VALUE("id")}, 'subaccount', ?1, ?1, ${VALUE("name")}, ${VALUE("slug")}, ${STATUS}, 'starter', ?2 - ${VALUE("n")}, ?2 ${OF}`;
const ACCOUNTS = `
INSERT INTO accounts (id, listed, listing_version, type, parent, name, slug, name_key, text, status, plan, created_at, contacts, messages, unread,
  last_activity_at, report_version, told_version)
SELECT ${VALUE("id")}, 1, 1, 'subaccount', ?1, ${VALUE("name")}, ${VALUE("slug")}, lower(${VALUE("name")}),
  lower(${VALUE("name")}) || char(10) || ${VALUE("slug")}, ${STATUS}, 'starter', ?2 - ${VALUE("n")}, ${VALUE("n")} * 7 % 1000,
  ${VALUE("n")} * 13 % 9000, ${VALUE("n")} * 31 % 40, ?2 - ${VALUE("n")} * 1000, 1, 1 ${OF}`;

function databases(state: string, pattern: string): string[] {
  return globSync(pattern, { cwd: join(state, "storage") })
    .filter((path) => !path.endsWith("metadata.sqlite"))
    .map((path) => join(state, "storage", path));
}

function inDatabase(path: string, work: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(path);
  try {
    work(db);
  } finally {
    db.close();
  }
}
