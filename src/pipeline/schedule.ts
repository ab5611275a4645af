/** Work in an order of need, several pieces side by side. */
export interface Schedule<T, Lane> {
  /** In an order in which each comes after what it needs. */
  tasks: readonly T[];
  /** What must be done before; tasks that are not in the list count as done. */
  needs(task: T): Iterable<T>;
  /** Rough cost, to begin with what most of the rest waits for. */
  cost(task: T): number;
  /** True for a task beside which nothing else may run. */
  alone(task: T): boolean;
  /** True for two tasks that must not run at the same time; neither waits for the other to come first. */
  apart?(one: T, other: T): boolean;
  /** As many tasks run side by side as there are lanes; a lane has one task at a time. */
  lanes: readonly Lane[];
  work(task: T, lane: Lane): Promise<void>;
}

/** Cost of each task with the most expensive chain of tasks that wait for it. */
function pathCosts<T>({ tasks, needs, cost }: Pick<Schedule<T, never>, "tasks" | "needs" | "cost">) {
  const paths = new Map(tasks.map((task) => [task, cost(task)]));
  for (const task of tasks.toReversed()) {
    const own = paths.get(task) ?? 0;
    for (const need of needs(task)) {
      if (paths.has(need)) paths.set(need, Math.max(paths.get(need) ?? 0, own + cost(need)));
    }
  }
  return paths;
}

/**
 * Do all tasks, each when what it needs is done, the longest chain first. A task that throws lets those under way end and
 * starts no further one; its error is thrown then.
 */
export async function runSchedule<T, Lane>(schedule: Schedule<T, Lane>): Promise<void> {
  const { needs, alone, apart = () => false, work } = schedule;
  const paths = pathCosts(schedule);
  const waiting = [...schedule.tasks].sort((a, b) => (paths.get(b) ?? 0) - (paths.get(a) ?? 0));
  const open = new Set(schedule.tasks);
  const free = [...schedule.lanes];
  const running = new Map<T, Promise<void>>();
  let failure: { error: unknown } | null = null;
  const start = (task: T, lane: Lane) => {
    waiting.splice(waiting.indexOf(task), 1);
    const ended = work(task, lane)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .then(() => {
        open.delete(task);
        running.delete(task);
        free.push(lane);
      });
    running.set(task, ended);
  };
  const next = (): T | undefined => {
    const under = [...running.keys()];
    if (under.some(alone)) return undefined;
    const mayStart = (task: T) => !(alone(task) && under.length > 0) && !under.some((o) => apart(task, o));
    return waiting.find((task) => ![...needs(task)].some((need) => open.has(need)) && mayStart(task));
  };
  while (open.size > 0) {
    for (let task = next(); task !== undefined && free.length > 0 && !failure; task = next())
      start(task, free.shift() as Lane);
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failure) throw (failure as { error: unknown }).error;
}
