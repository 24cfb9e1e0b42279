import { describe, expect, it } from 'vitest';
import { runSteps, type Step, type StepOutcome } from '../../../src/views/addDevice/stepSequence';

type Id = 'a' | 'b' | 'c';

/** Steps that answer from a script, and the log of what was asked. */
function scripted(script: readonly StepOutcome<Id>[], isAsked: Partial<Record<Id, () => boolean>> = {}) {
  const asked: string[] = [];
  const outcomes = [...script];
  const steps = (['a', 'b', 'c'] as const).map((id): Step<Id> => ({
    id,
    ...(isAsked[id] === undefined ? {} : { isAsked: isAsked[id] }),
    run: (isFirst) => {
      asked.push(isFirst ? `${id} first` : id);
      return Promise.resolve(outcomes.shift() ?? 'cancel');
    },
  }));
  return { steps, asked };
}

describe('runSteps', () => {
  it('asks one step after the other', async () => {
    const { steps, asked } = scripted(['next', 'next', 'next']);
    expect(await runSteps(steps)).toBe(true);
    expect(asked).toEqual(['a first', 'b', 'c']);
  });

  it('goes back, and on again', async () => {
    const { steps, asked } = scripted(['next', 'next', 'back', 'next', 'next']);
    expect(await runSteps(steps)).toBe(true);
    expect(asked).toEqual(['a first', 'b', 'c', 'b', 'c']);
  });

  it('passes over steps that are not asked, in both directions', async () => {
    const { steps, asked } = scripted(['next', 'back', 'next', 'next'], { b: () => false });
    expect(await runSteps(steps)).toBe(true);
    expect(asked).toEqual(['a first', 'c', 'a first', 'c']);
  });

  it('has nothing to go back to in the first step that is asked', async () => {
    const { steps, asked } = scripted(['back', 'next', 'next'], { a: () => false });
    expect(await runSteps(steps)).toBe(true);
    expect(asked).toEqual(['b first', 'b first', 'c']);
  });

  it('jumps to a step that has to be corrected', async () => {
    const { steps, asked } = scripted(['next', 'next', { goTo: 'b' }, 'next', 'next']);
    expect(await runSteps(steps)).toBe(true);
    expect(asked).toEqual(['a first', 'b', 'c', 'b', 'c']);
  });

  it('ends when the person cancels', async () => {
    const { steps, asked } = scripted(['next', 'cancel']);
    expect(await runSteps(steps)).toBe(false);
    expect(asked).toEqual(['a first', 'b']);
  });
});
