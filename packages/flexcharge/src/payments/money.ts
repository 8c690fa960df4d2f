declare const checked: unique symbol;

/** An amount in the smallest unit of its currency. Made by {@link minor}: no bare number fits. */
export interface Money {
  /** Such as 1250 for 12.50 US dollars. */
  readonly minor: number;
  /** ISO 4217, such as `USD`. */
  readonly currency: string;
  readonly [checked]: true;
}

/**
 * An amount in the smallest unit of its currency, as ISO 4217 has it: cents for USD, fillér for HUF, whole yen for JPY.
 *
 * @throws {RangeError} for what is no whole number above 0, or no currency
 * @example
 * const price = minor(1250, "USD"); // 12.50 dollars
 */
export function minor(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new RangeError("An amount of money is a whole number of the currency's smallest unit, above 0: 12.50 dollars are 1250.");
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError("A currency is three capital letters, such as USD.");
  return { minor: amount, currency } as Money;
}

// ISO 4217, which cards go by. Not Intl: its figures are for showing, and give COP, HUF, IDR and others no hundredths.
const digitsOf = (currency: string): number => {
  if (/^(BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|UYI|VND|VUV|XAF|XOF|XPF)$/.test(currency)) return 0;
  return /^(BHD|IQD|JOD|KWD|LYD|OMR|TND)$/.test(currency) ? 3 : /^(CLF|UYW)$/.test(currency) ? 4 : 2;
};

/** The same in whole units: 12.5 for 1250 US cents. */
export function major({ minor: amount, currency }: Money): number {
  // A division by a power of ten is rounded once: it prints as the decimal that is meant.
  return amount / 10 ** digitsOf(currency);
}
