const decimal = /^-?\d+(\.\d+)?$/;

/** The sum of the texts that are numbers, digit by digit; null unless there are two at least. */
export function sumOf(texts: readonly string[]): string | null {
  const numbers = texts.filter((text) => decimal.test(text));
  if (numbers.length < 2) return null;
  const places = Math.max(...numbers.map((text) => fractionOf(text).length));
  const scaled = (text: string) =>
    BigInt(text.replace('.', '') + '0'.repeat(places - fractionOf(text).length));
  const sum = numbers.reduce((total, text) => total + scaled(text), 0n);
  if (places === 0) return sum.toString();
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function fractionOf(text: string): string {
  return text.split('.')[1] ?? '';
}
