import { normalKey } from './normalKey';

/** True for the model text of a PSX card: `psx210`, `PSX-210`, `IMS-PSX210`, `psx4ge`. */
export function isPsxModel(model: string): boolean {
  return /^(?:meinberg)?(?:ims)?psx/.test(normalKey(model));
}
