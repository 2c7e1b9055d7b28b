import type { CrateSearch, DetectorFile } from '../rules/detector.js';
import { declaredMaps } from './map-declarations.js';

const EBPF_CRATE = 'aya_ebpf';

/** Whether the file is eBPF code: its crate uses `aya_ebpf`, or it declares a map itself. */
export function isEbpf(file: DetectorFile): boolean {
  return file.crate.mentions(EBPF_CRATE) || declaredMaps(file.tree).size > 0;
}

/** The files that may be eBPF code and have one of the words. */
export function ebpfCandidates(crate: CrateSearch, word: string): string[] {
  const packages = new Set(crate.having([[EBPF_CRATE]]).map((path) => crate.packageFolder(path)));
  const declaring = crate.having([[word], ['static'], { attributes: ['map', 'btf_map'] }]);
  return [...crate.having([[word]]).filter((path) => packages.has(crate.packageFolder(path))), ...declaring];
}
