/** Does the whole of `text` fit, `*` being any characters and `?` one? */
export function fitsWildcard(text: string, wildcard: string): boolean {
  const [letters, pattern] = [[...text], [...wildcard]];
  let reachable = new Set([0]);
  for (const sign of pattern) {
    const next = new Set<number>();
    for (const at of reachable) {
      if (sign === "*") for (let i = at; i <= letters.length; i++) next.add(i);
      else if (at < letters.length && (sign === "?" || sign === letters[at])) next.add(at + 1);
    }
    reachable = next;
  }
  return reachable.has(letters.length);
}

/** Does a searched URL lie at this host or below it, and below this path? */
export function fitsAddress(form: string, wanted: string): boolean {
  const cut = (text: string) => {
    const slash = text.indexOf("/");
    return slash < 0 ? [text, ""] : [text.slice(0, slash), text.slice(slash)];
  };
  const [host, path] = cut(wanted) as [string, string];
  const end = form.search(/[/?#]|$/);
  const labels = form.slice(0, end).replace(/:\d+$/, "").split(".");
  const hostFits = labels.some((_, i) => fitsWildcard(labels.slice(i).join("."), host));
  return hostFits && (path === "" || fitsWildcard(form.slice(end), `${path}*`));
}
