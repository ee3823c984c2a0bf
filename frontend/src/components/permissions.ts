/** True if someone with these permissions may do what `needed` names. */
export function may(permissions: readonly string[], needed: string): boolean {
  return permissions.includes('admin') || permissions.includes(needed);
}

/** True if someone with these permissions may run some importer. */
export function mayRunImporters(permissions: readonly string[]): boolean {
  return permissions.some((one) => one === 'admin' || /^(importer|\*)\.(.*\.)?(run|\*)$/.test(one));
}
