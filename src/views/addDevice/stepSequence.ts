/** Where a flow goes after a step. `goTo` names another step: a failed test leads back to what has to be corrected. */
export type StepOutcome<Id extends string> = 'next' | 'back' | 'cancel' | { readonly goTo: Id };

/** One question of a flow. */
export interface Step<Id extends string> {
  readonly id: Id;
  /** False: the step is passed over in both directions. Asked anew each time, for it may depend on earlier answers. */
  readonly isAsked?: () => boolean;
  /** `isFirst`: there is nothing to go back to. */
  readonly run: (isFirst: boolean) => Promise<StepOutcome<Id>>;
}

/** Runs the steps, with Back, until the last is done (`true`) or the person cancels (`false`). */
export async function runSteps<Id extends string>(steps: readonly Step<Id>[]): Promise<boolean> {
  let index = nextAsked(steps, -1);
  while (index < steps.length) {
    const step = steps[index];
    if (step === undefined) {
      break;
    }
    const previous = previousAsked(steps, index);
    const outcome = await step.run(previous === undefined);
    if (outcome === 'cancel') {
      return false;
    }
    if (outcome === 'next') {
      index = nextAsked(steps, index);
    } else if (outcome === 'back') {
      index = previous ?? index;
    } else {
      const target = steps.findIndex(({ id }) => id === outcome.goTo);
      index = target < 0 ? index : target;
    }
  }
  return true;
}

function nextAsked<Id extends string>(steps: readonly Step<Id>[], index: number): number {
  const next = steps.findIndex((step, position) => position > index && step.isAsked?.() !== false);
  return next < 0 ? steps.length : next;
}

function previousAsked<Id extends string>(steps: readonly Step<Id>[], index: number): number | undefined {
  const previous = steps.findLastIndex((step, position) => position < index && step.isAsked?.() !== false);
  return previous < 0 ? undefined : previous;
}
