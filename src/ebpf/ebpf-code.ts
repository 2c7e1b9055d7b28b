import type { CrateSearch, DetectorFile, WordGroup } from '../rules/detector.js';
import { declaredMaps } from './map-declarations.js';

const EBPF_CRATE = 'aya_ebpf';

/** Whether the file is eBPF code: its crate uses `aya_ebpf`, or it declares a map itself. */
export function isEbpf(file: DetectorFile): boolean {
  return file.crate.mentions(EBPF_CRATE) || declaredMaps(file.tree).size > 0;
}

/** The files that may be eBPF code and meet the group. */
export function ebpfCandidates(crate: CrateSearch, group: WordGroup): string[] {
  const packages = new Set(crate.having([[EBPF_CRATE]]).map((path) => crate.packageFolder(path)));
  const declaring = crate.having([group, ['static'], { attributes: ['map', 'btf_map'] }]);
  return [...crate.having([group]).filter((path) => packages.has(crate.packageFolder(path))), ...declaring];
}
