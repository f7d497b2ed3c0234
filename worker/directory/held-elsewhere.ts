/**
 * SQL that finds something where an agency's provider may not say who a person is: a role outside of the agency, or one on a client of it that does
 * not let people of above look in as they like, for this would be a way around. `user` and `agency` are columns with their ids.
 */
export function heldElsewhere(user: string, agency: string): string {
  return `SELECT 1 FROM grants g JOIN tenants t ON t.id = g.tenant_id LEFT JOIN tenant_settings c ON c.tenant_id = t.id
    WHERE g.user_id = ${user} AND (t.agency_id IS NOT ${agency} OR (t.type = 'subaccount' AND coalesce(c.impersonation, 'always') <> 'always'))`;
}
