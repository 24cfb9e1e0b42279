import { defaultElectionTimes } from '../../../src/windows/electionTimes';
import { PollerElection } from '../../../src/windows/pollerElection';
import { testTimes } from './testTimes';

const [folder = '', version = '', times = ''] = process.argv.slice(2);

/** A window in a process of its own, which tells its roles. Listens to those that follow, and says nothing. */
new PollerElection({
  folder,
  version,
  times: times === 'default' ? defaultElectionTimes : testTimes,
  onRole: ({ state }) => process.send?.(state),
  onLeaderMessage: () => undefined,
  onFollower: (channel) => (channel.listener = { line: () => undefined, closed: () => undefined }),
});
