/** `380 ms`, `4.2 s`, `3 min 10 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** A fraction as per cent with one decimal, e.g. `41.3 %`. */
export function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}

/** A fraction of −1 to 1 on the scale −100 to +100, e.g. `+12.4`. */
export function net(fraction: number): string {
  const value = (100 * fraction).toFixed(1);
  return fraction > 0 ? `+${value}` : value.replace("-", "−");
}

/** `1 row`, `2 rows`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}
