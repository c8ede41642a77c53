/**
 * Writes the query for the sandboxes that have several metadata pairs. SQLite evaluates a CROSS JOIN from
 * left to right: it scans the sandboxes with the rarest pair and keeps those that have the others too.
 *
 * @param others the number of pairs besides the rarest one
 * @param condition another condition on the sandboxes, or an empty string
 */
export function selectHolders(others: number, condition: string): string {
  const hasOther =
    "AND EXISTS (SELECT 1 FROM holders AS other WHERE other.pair = ? AND other.sort_key = rarest.sort_key)";
  return `SELECT sandboxes.sort_key, record
    FROM holders AS rarest CROSS JOIN sandboxes ON sandboxes.sort_key = rarest.sort_key
    WHERE rarest.pair = ? ${hasOther.repeat(others)}
    AND rarest.sort_key > ? AND sandboxes.team = ? AND ends_at > ? ${condition}
    ORDER BY rarest.sort_key LIMIT ? OFFSET ?`;
}
