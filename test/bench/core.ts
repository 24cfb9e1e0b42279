/** What the benches measure, bundled and minified as in the package. */
export { decodeChassis, decodeModule, decodeSystem } from '../../src/ltos/decode';
export { LtosClient } from '../../src/ltos/ltosClient';
