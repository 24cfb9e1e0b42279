import { expect, it } from 'vitest';
import manifest from '../../package.json';

interface Setting {
  readonly scope?: string;
  readonly items?: { readonly properties?: object };
}

const settings = manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties as object as Readonly<Record<string, Setting>>));

it('no workspace can change a setting', () => {
  expect(settings.length).toBeGreaterThan(20);
  expect(settings.filter(([, { scope }]) => scope !== 'machine' && scope !== 'application').map(([key]) => key)).toEqual([]);
});

it('no setting holds a password, a token or a trusted certificate', () => {
  const names = JSON.stringify(settings.map(([key, setting]) => [key, Object.keys(setting.items?.properties ?? {})]));
  expect(names).toContain('psx.devices');
  expect(names).not.toMatch(/password|passwd|secret|token|credential|fingerprint|certificate|pin\b/i);
});
