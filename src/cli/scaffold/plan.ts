import type { Artifact } from '../../program/schema.js';
import { artifactsOf, isScript } from './artifacts.js';
import { dataFile } from './data.js';
import { withDemands } from './demands.js';
import { documentOf } from './document.js';
import type { Material, ScaffoldFile } from './material.js';
import { reviewerScript } from './script.js';

/** The files that a step asks for, as they could begin. */
export function scaffoldFiles(material: Material): ScaffoldFile[] {
  const files = artifactsOf(material.position).map((artifact) => ({
    path: artifact.path,
    content: contentOf(artifact, material),
    executable: artifact.executable,
  }));
  return withDemands(files, material.position);
}

function contentOf(artifact: Artifact, material: Material): string {
  if (isScript(artifact)) return reviewerScript(material);
  return dataFile(artifact, material) ?? documentOf(artifact, material);
}
