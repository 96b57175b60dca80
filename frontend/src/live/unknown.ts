// What was told in person and whose number did not go with its check word: <li data-unknown="NUMBER">.

// How often the page says that this number did not go with its check word.
export function unknown(number: unknown): number {
  const same = (text: string): string => text.trim().toUpperCase();
  return typeof number === "string"
    ? [...document.querySelectorAll<HTMLElement>("[data-unknown]")].filter(
        (line) => same(line.dataset.unknown ?? "") === same(number),
      ).length
    : 0;
}
