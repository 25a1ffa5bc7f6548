// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { certificateFindings, diskFinding, doctor, nodeFinding } from '../../network/fabric/doctor.ts';
import { removeTemporaryFolders, temporaryFolder } from './support.ts';

const GIB = 2 ** 30;

describe('the doctor', () => {
  after(removeTemporaryFolders);

  it('wants a Node.js that the gateway runs on', () => {
    const statuses = ['v20.19.0', 'v22.11.0', 'v22.12.0', 'v24.0.0'].map((version) => nodeFinding(version).status);
    expect(statuses).to.deep.equal(['problem', 'problem', 'ok', 'ok']);
  });

  it('warns of a disk with less than 5 GiB, or used to more than four fifths', () => {
    const disks: [number, number][] = [
      [100, 200],
      [40, 200],
      [39, 200],
      [5, 10],
      [4.9, 9],
    ];
    const statuses = disks.map(([free, total]) => diskFinding(free * GIB, total * GIB).status);
    expect(statuses).to.deep.equal(['ok', 'ok', 'warning', 'ok', 'warning']);
  });

  it('finds no certificates where none were made', () => {
    expect(certificateFindings(temporaryFolder()).map(({ status }) => status)).to.deep.equal(['ok']);
  });

  it('gives a fix for all that it finds, and looks at everything also where there is no network yet', async () => {
    const findings = await doctor({ state: temporaryFolder() });
    expect([...new Set(findings.map(({ check }) => check))]).to.deep.equal([
      ...['node', 'fabric', 'ports', 'disk', 'clock', 'certificates', 'processes', 'leftovers'],
    ]);
    for (const { status, fix } of findings) expect(fix === '').to.equal(status === 'ok');
  });
});
