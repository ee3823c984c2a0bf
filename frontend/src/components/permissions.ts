/** True if someone with these permissions may do what `needed` names. */
export function may(permissions: readonly string[], needed: string): boolean {
  return permissions.includes('admin') || permissions.includes(needed);
}
