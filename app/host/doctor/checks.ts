import type { CheckDefinition } from './check';
import { browserSafety } from './checks/browser-safety';
import { diskChecks } from './checks/disk';
import { engineChecks } from './checks/engine';
import { localDomains } from './checks/local-domains';
import { machineChecks } from './checks/machine';
import { projectChecks } from './checks/project';
import { projectFileChecks } from './checks/project-files';
import { routerPort } from './checks/router-port';

/** Every check, in the order in which they are shown within their groups. */
export const checks: readonly CheckDefinition[] = [
  localDomains,
  browserSafety,
  routerPort,
  ...engineChecks,
  ...projectChecks,
  ...projectFileChecks,
  ...diskChecks,
  ...machineChecks,
];
