/** Minutes since 1970 at which a day starts in a zone, by asking `Intl` what the clock there shows at midnight UTC. */
export function dayStart(date: string, zone: string): number {
  const utc = Date.parse(`${date}T00:00:00Z`);
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  } as Intl.DateTimeFormatOptions);
  const offset = (at: number) => {
    const parts = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
    const shown = Date.parse(
      `${parts["year"]}-${parts["month"]}-${parts["day"]}T${parts["hour"]}:${parts["minute"]}:00Z`,
    );
    return shown - at;
  };
  const first = utc - offset(utc);
  return Math.round((utc - offset(first)) / 60_000);
}

/** Id, first and last day of a period. */
export type PeriodDays = readonly [id: string, from: string, to: string];

/**
 * For each row the place of its period in the list, or the length of the list where it lies in none. Rows stand newest
 * first.
 */
export function periodCodes(minutes: Uint32Array, periods: readonly PeriodDays[], zone: string): Uint16Array {
  const codes = new Uint16Array(minutes.length).fill(periods.length);
  for (const [place, [, from, to]] of periods.entries()) {
    const after = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    codes.fill(
      place,
      firstBefore(minutes, dayStart(after, zone)),
      firstBefore(minutes, dayStart(from, zone)),
    );
  }
  return codes;
}

/** The first row that is older than a minute; minutes fall from row to row. */
function firstBefore(minutes: Uint32Array, minute: number): number {
  let low = 0;
  let high = minutes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((minutes[middle] as number) < minute) high = middle;
    else low = middle + 1;
  }
  return low;
}
