import { describe, it } from 'vitest';
import { faultCatalogue } from './faultCatalogue';
import { runFault } from './faultRun';

describe.each(faultCatalogue)('$heading', ({ cases }) => {
  it.each(cases)('$name', async (fault) => {
    console.log(fault.name, JSON.stringify(await runFault(fault)));
  });
});
