const titles: Record<string, string> = {
  'batch.populate': 'Populate a batch',
  'batch.execute': 'Execute a batch',
};

/** The applications that ship with Sluice. */
export const shippedApplications = Object.keys(titles);

/** What the application does, in words if it is one that ships. */
export function applicationTitle(application: string): string {
  return titles[application] ?? application;
}
