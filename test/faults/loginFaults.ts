import type { FaultGroup } from './faultCase';

/** What can be wrong with user name and password, apart from what the device says of them. */
export const loginFaults: FaultGroup = {
  heading: 'Log-in',
  cases: [
    {
      name: 'User name and password were forgotten',
      begin: (bench) => {
        bench.setCredentials(() => Promise.resolve(undefined));
        bench.personActed();
      },
      end: ({ device, setCredentials }) => setCredentials(() => Promise.resolve(device)),
      expected: { state: 'waitingForCredentials', kind: 'credentialsMissing' },
      person: 'when the log-in was entered again',
    },
    {
      name: 'The password store cannot be read',
      begin: (bench) => {
        bench.setCredentials(() => Promise.reject(new Error('locked')));
        bench.personActed();
      },
      end: ({ device, setCredentials }) => setCredentials(() => Promise.resolve(device)),
      expected: { state: 'waitingForCredentials', kind: 'credentialsUnreadable' },
    },
  ],
};
