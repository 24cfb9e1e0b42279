import { element, setText } from '../elements';
import { Foldable } from './foldable';
import type { InstanceContent, ProfileRow, RateRow, ValueGroup } from './instanceMessages';
import type { InstanceStateStore } from './instanceState';
import { PlainTable } from './plainTable';
import { ValueList } from './valueList';

const verdictWords: Readonly<Record<ProfileRow['verdict'], string>> = { asExpected: '✓ as expected', deviates: '✗ deviates', notTold: '– not told' };
const rateWords: Readonly<Record<RateRow['state'], string>> = { ok: '✓ on target', low: '↓ too low', high: '↑ too high', unknown: '' };

function rateCells({ label, rate, target, state, deviation }: RateRow): { readonly cells: readonly string[]; readonly class: string } {
  const check = [rateWords[state], deviation === undefined ? '' : `✗ target ${deviation}`].filter((words) => words !== '').join(' · ');
  return { cells: [label, rate, target, check], class: `is-${state}${deviation === undefined ? '' : ' is-deviates'}` };
}

/** The values beside the charts: best-master fields, profile, rates, clients and the data sets. */
export class InstanceParts {
  readonly element: HTMLElement;
  readonly #state: InstanceStateStore;
  readonly #bestMaster = new ValueList();
  readonly #bestMasterTitle = element('h2');
  readonly #profile: Foldable;
  readonly #profileTable = new PlainTable('Profile check', ['Value', 'Actual', 'Expected', 'Check']);
  readonly #rates: Foldable;
  readonly #rateTable = new PlainTable('Message rates', ['Message', 'Rate', 'Target', 'Check']);
  readonly #clients: Foldable;
  readonly #groups = element('div', { class: 'instance-groups' });
  readonly #lists = new Map<string, { readonly fold: Foldable; readonly list: ValueList }>();

  constructor(state: InstanceStateStore, clients: HTMLElement) {
    this.#state = state;
    this.#profile = this.#fold('profile', [this.#profileTable.element]);
    this.#rates = this.#fold('rates', [this.#rateTable.element]);
    this.#clients = this.#fold('clients', [clients]);
    const bestMaster = element('section', { class: 'best-master', attributes: { 'aria-label': 'Best master fields' } }, [this.#bestMasterTitle, this.#bestMaster.element]);
    this.element = element('div', { class: 'instance-parts' }, [bestMaster, this.#profile.element, this.#rates.element, this.#clients.element, this.#groups]);
  }

  show({ bestMaster, profile, rates, clients, groups }: InstanceContent): void {
    setText(this.#bestMasterTitle, bestMaster.title);
    this.#bestMaster.show(bestMaster.values);
    this.#profile.setTitle('Profile', profile.summary);
    this.#profileTable.show(profile.rows.map(({ label, actual, expected, verdict }) => ({ cells: [label, actual, expected, verdictWords[verdict]], class: `is-${verdict}` })));
    this.#rates.setTitle('Message rates', rates.summary);
    this.#rateTable.show(rates.rows.map(rateCells));
    this.#clients.setTitle('Unicast clients', clients.summary);
    this.#clients.element.classList.toggle('is-empty', clients.count === 0);
    groups.forEach((group) => this.#showGroup(group));
    for (const [id, { fold }] of this.#lists) {
      if (!groups.some((group) => group.id === id)) {
        fold.element.remove();
        this.#lists.delete(id);
      }
    }
  }

  #showGroup({ id, title, values }: ValueGroup): void {
    let known = this.#lists.get(id);
    if (known === undefined) {
      const list = new ValueList();
      known = { list, fold: this.#fold(id, [list.element]) };
      this.#lists.set(id, known);
      this.#groups.append(known.fold.element);
    }
    known.fold.setTitle(title);
    known.list.show(values);
  }

  #fold(id: string, content: readonly HTMLElement[]): Foldable {
    const isOpen = this.#state.state.open.includes(id);
    return new Foldable(
      isOpen,
      (nowOpen) => {
        const others = this.#state.state.open.filter((other) => other !== id);
        this.#state.keep({ open: nowOpen ? [...others, id] : others });
      },
      content,
    );
  }
}
