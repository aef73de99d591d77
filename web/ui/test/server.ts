// Starts the real command with an embedded store of its own, on a free port of
// loopback, for all tests of pages; and ends it by its own process.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    address: string;
  }
}

export default async function setup(project: TestProject) {
  const server = await serve([]);
  project.provide('address', server.address);
  return server.stop;
}

export interface Server {
  address: string;
  stop: () => Promise<void>;
}

/** serve starts the command and waits for its address. */
export async function serve(args: readonly string[]): Promise<Server> {
  const binary = process.env.REALIGN_BINARY;
  if (!binary) throw new Error('REALIGN_BINARY names no command: run web/test.sh');
  const folder = await mkdtemp(join(tmpdir(), 'realign-explorer-'));
  const child = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--store', join(folder, 'store.db'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const at = /Realign answers at (http:\/\/127\.0\.0\.1:\d+\/)/.exec(said);
      if (at) resolve(at[1]!);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  return {
    address,
    stop: async () => {
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
