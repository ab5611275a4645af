/** Items that are added and taken away together. */
const CHUNK = 20;
/** Chunks that follow by themselves as one scrolls; then the foot of the page can be reached, and a button adds more. */
const STRETCH = 5;
/** Most chunks of which the page says again where one was, after going back to it. */
const RETURN = 40;

/**
 * A long list of which only what is near the window is in the page. What was scrolled away is replaced by as much
 * empty space.
 */
export class FeedList {
  private readonly list: HTMLElement;
  private readonly more: HTMLButtonElement;
  private readonly render: (from: number, to: number) => string;
  private readonly shown: (items: readonly HTMLElement[], from: number) => void;
  private total = 0;
  /** Heights of the chunks reached so far. */
  private heights: number[] = [];
  private allowed = STRETCH;
  private first = 0;
  private last = -1;
  private scheduled = false;

  /**
   * @param render items of a range as markup
   * @param shown told of items that came into the page, and the place of the first
   */
  constructor(
    list: HTMLElement,
    more: HTMLButtonElement,
    render: (from: number, to: number) => string,
    shown: (items: readonly HTMLElement[], from: number) => void,
  ) {
    this.list = list;
    this.more = more;
    this.render = render;
    this.shown = shown;
    const schedule = () => {
      if (this.scheduled) return;
      this.scheduled = true;
      requestAnimationFrame(() => {
        this.scheduled = false;
        this.update();
      });
    };
    window.addEventListener("scroll", schedule, { passive: true });
    window.addEventListener("resize", schedule);
    more.addEventListener("click", () => {
      const next = this.heights.length * CHUNK;
      this.allowed = this.heights.length + STRETCH;
      this.append();
      const item = this.list.children[next - this.first * CHUNK] as HTMLElement | undefined;
      if (item) item.tabIndex = -1;
      item?.focus({ preventScroll: true });
      this.update();
    });
    window.addEventListener("pagehide", () => {
      const reached = Math.min(this.heights.length, RETURN);
      history.replaceState({ reached, top: window.scrollY }, "");
    });
  }

  /**
   * Start over with so many items.
   * @param kept so many items stand in the page already and are right
   */
  reset(total: number, kept = 0): void {
    this.total = total;
    this.allowed = STRETCH;
    this.first = 0;
    this.last = -1;
    this.heights = [];
    this.list.style.paddingTop = this.list.style.paddingBottom = "";
    if (kept > 0 && kept === Math.min(total, CHUNK) && this.list.children.length === kept) {
      this.last = 0;
      this.heights = [this.list.offsetHeight];
      this.button();
    } else {
      this.list.replaceChildren();
      this.append();
    }
  }

  /** Go back to where one was when leaving the page. */
  restore(): void {
    const state = history.state as { reached?: unknown; top?: unknown } | null;
    if (typeof state?.reached !== "number" || typeof state.top !== "number") return;
    this.allowed = Math.max(this.allowed, Math.min(state.reached, RETURN));
    while (this.heights.length < state.reached && this.append());
    window.scrollTo({ top: state.top, behavior: "instant" });
    this.update();
  }

  private get chunks(): number {
    return Math.ceil(this.total / CHUNK);
  }

  /** Add the next chunk at the end; false where there is none or the end is not in the page. */
  private append(): boolean {
    const next = this.heights.length;
    if (next >= this.chunks || (this.last !== next - 1 && next > 0)) {
      this.button();
      return false;
    }
    const before = this.list.offsetHeight;
    this.put(next, "beforeend");
    this.last = next;
    this.heights.push(this.list.offsetHeight - before);
    this.button();
    return true;
  }

  private button(): void {
    this.more.hidden = this.heights.length >= this.chunks || this.heights.length < this.allowed;
  }

  private put(chunk: number, where: "beforeend" | "afterbegin"): void {
    const from = chunk * CHUNK;
    const to = Math.min(this.total, from + CHUNK);
    this.list.insertAdjacentHTML(where, this.render(from, to));
    const children = [...this.list.children] as HTMLElement[];
    this.shown(where === "beforeend" ? children.slice(from - to) : children.slice(0, to - from), from);
  }

  /** Bring what is near the window into the page, and take out what is far from it. */
  private update(): void {
    if (this.last < 0) return;
    const height = window.innerHeight;
    while (
      this.heights.length < this.allowed &&
      this.list.getBoundingClientRect().bottom < 2 * height &&
      this.last === this.heights.length - 1 &&
      this.append()
    );
    const [first, last] = this.near(-this.list.getBoundingClientRect().top, height);
    if (first === this.first && last === this.last) return;
    this.measure();
    if (first > this.last || last < this.first) {
      this.list.replaceChildren();
      this.first = first;
      this.last = first - 1;
    }
    while (this.first < first) this.take(this.first++, 0);
    while (this.last > last) this.take(this.last, (this.last-- - this.first) * CHUNK);
    this.pad();
    while (this.last < last) this.put(++this.last, "beforeend");
    while (this.first > first) {
      const before = this.list.offsetHeight;
      this.put(--this.first, "afterbegin");
      this.heights[this.first] = this.list.offsetHeight - before;
    }
    this.measure();
    this.pad();
  }

  /** First and last chunk within a window's height of the window, from where its top is in the list. */
  private near(top: number, height: number): [number, number] {
    let first = 0;
    let at = 0;
    while (first < this.heights.length - 1 && at + (this.heights[first] as number) < top - height)
      at += this.heights[first++] as number;
    let last = first;
    while (last < this.heights.length - 1 && at + (this.heights[last] as number) < top + 2 * height)
      at += this.heights[last++] as number;
    const held = this.held();
    const far = held === null || held < first - STRETCH || held > last + STRETCH;
    return far ? [first, last] : [Math.min(first, held), Math.max(last, held)];
  }

  /** The chunk that has the focus, which stays with what lies between unless one scrolls far. */
  private held(): number | null {
    const item = document.activeElement?.closest(".feed-list > li");
    if (!item || item.parentElement !== this.list) return null;
    return this.first + Math.floor([...this.list.children].indexOf(item) / CHUNK);
  }

  /** Take a chunk out of the page, whose items begin at a place among those in it. */
  private take(chunk: number, from: number): void {
    const items = Math.min(this.total - chunk * CHUNK, CHUNK);
    for (const item of [...this.list.children].slice(from, from + items)) item.remove();
  }

  /** Note how high the chunks in the page are. */
  private measure(): void {
    const tops = [...this.list.children].map((item) => item.getBoundingClientRect().top);
    const box = this.list.getBoundingClientRect();
    const end = box.bottom - (Number.parseFloat(this.list.style.paddingBottom) || 0);
    for (let chunk = this.first; chunk <= this.last; chunk++) {
      const from = (chunk - this.first) * CHUNK;
      const top = tops[from];
      if (top !== undefined) this.heights[chunk] = (tops[from + CHUNK] ?? end) - top;
    }
  }

  private pad(): void {
    const sum = (heights: readonly number[]) => heights.reduce((total, each) => total + each, 0);
    this.list.style.paddingTop = `${sum(this.heights.slice(0, this.first))}px`;
    this.list.style.paddingBottom = `${sum(this.heights.slice(this.last + 1))}px`;
  }
}
