import { bodyFaults, statusFaults } from './answerFaults';
import { connectionFaults } from './connectionFaults';
import type { FaultGroup } from './faultCase';
import { loginFaults } from './loginFaults';
import { nameFaults } from './nameFaults';
import { proxyFaults } from './proxyFaults';
import { timeFaults } from './timeFaults';
import { tlsFaults } from './tlsFaults';

/** Every fault that is tried, in the order of the table. */
export const faultCatalogue: readonly FaultGroup[] = [nameFaults, connectionFaults, tlsFaults, proxyFaults, loginFaults, statusFaults, bodyFaults, timeFaults];
