/** Why a batch was left as it was, without its number, which stands before it. */
export function reasonBeside(number: string, message: string | null): string {
  const subject = `Batch ${number} `;
  return message?.startsWith(subject) ? message.slice(subject.length) : (message ?? '');
}
