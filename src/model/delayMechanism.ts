import { CodeTable } from './codeTable';

const endToEnd = ['E2E', 'end2end', 'end-to-end', 'delay-request-response'] as const;
const peerToPeer = ['P2P', 'peer2peer', 'peer-to-peer', 'peer-delay'] as const;

/** Meinberg's numbers (MBG-LANTIME-NG-MIB, gpsdefs.h). They contradict those of IEEE 1588: never mix the two. */
export const meinbergDelayMechanisms = new CodeTable([
  [0, ...endToEnd],
  [1, ...peerToPeer],
]);

/** IEEE 1588-2019 table 21. */
export const ieeeDelayMechanisms = new CodeTable([
  [1, ...endToEnd],
  [2, ...peerToPeer],
  [3, 'common P2P'],
  [4, 'special'],
  [254, 'no mechanism', 'disabled'],
]);
