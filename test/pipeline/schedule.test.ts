import fc from "fast-check";
import { expect, test } from "vitest";
import { runSchedule } from "../../src/pipeline/schedule.ts";

interface Task {
  needs: number[];
  cost: number;
  alone: boolean;
  place: number;
}

/** Tasks that need only tasks before them. */
const graphs = fc.array(
  fc.record({
    needs: fc.array(fc.nat(), { maxLength: 3 }),
    cost: fc.nat(5),
    alone: fc.boolean(),
    place: fc.nat(4),
  }),
  { maxLength: 12 },
);

const linked = (tasks: readonly Task[]) =>
  tasks.map((task, at) => ({ ...task, at, needs: at === 0 ? [] : task.needs.map((need) => need % at) }));

test("every task runs once, after what it needs, in a lane of its own, alone or apart where it must be", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.integer({ min: 1, max: 4 }), async (graph, lanes) => {
      const tasks = linked(graph);
      const done: number[] = [];
      const running = new Map<number, number>();
      let most = 0;
      await runSchedule({
        tasks,
        needs: (task) => task.needs.map((need) => tasks[need]!),
        cost: (task) => task.cost,
        alone: (task) => task.alone,
        apart: (one, other) => one.place === other.place,
        lanes: Array.from({ length: lanes }, (_, lane) => lane),
        work: async (task, lane) => {
          expect([...running.values()]).not.toContain(lane);
          for (const need of task.needs) expect(done).toContain(need);
          running.set(task.at, lane);
          if ([...running.keys()].some((at) => tasks[at]?.alone)) expect(running.size).toBe(1);
          const places = [...running.keys()].map((at) => tasks[at]!.place);
          expect(new Set(places).size).toBe(places.length);
          most = Math.max(most, running.size);
          for (let turn = 0; turn < task.cost; turn++) await Promise.resolve();
          running.delete(task.at);
          done.push(task.at);
        },
      });
      expect(done.toSorted((a, b) => a - b)).toEqual(tasks.map(({ at }) => at));
      expect(most).toBeLessThanOrEqual(lanes);
    }),
  );
});

test("independent tasks run side by side, the one that most waits for first", async () => {
  const started: string[] = [];
  await runSchedule({
    tasks: ["small", "first", "second"],
    needs: (task) => (task === "second" ? ["first"] : []),
    cost: (task) => (task === "small" ? 3 : 2),
    alone: () => false,
    lanes: [1, 2],
    work: async (task) => {
      started.push(task);
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
  });
  expect(started).toEqual(["first", "small", "second"]);
});

test("an error lets what is under way end, starts nothing more, and is thrown", async () => {
  const ended: string[] = [];
  const running = runSchedule({
    tasks: ["bad", "slow", "later"],
    needs: (task) => (task === "later" ? ["slow"] : []),
    cost: () => 1,
    alone: () => false,
    lanes: [1, 2],
    work: async (task) => {
      if (task === "bad") throw new Error("broken");
      await new Promise((resolve) => setTimeout(resolve, 5));
      ended.push(task);
    },
  });
  await expect(running).rejects.toThrow("broken");
  expect(ended).toEqual(["slow"]);
});
