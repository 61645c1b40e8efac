/** An S3 server that all system tests share: OpenStack Swift, in a temporary folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findSwift, startSwift } from '../../scripts/embedded/swift.mjs';

export interface S3Server {
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** How to run Python with boto3, the second S3 client. */
  python: string;
  env: NodeJS.ProcessEnv;
}

declare module 'vitest' {
  interface ProvidedContext {
    s3: S3Server;
  }
}

/** Vitest's globalSetup. Returns what undoes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'devreel-swift-'));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  try {
    const programs = await findSwift((line: string) => process.stderr.write(`${line}\n`));
    const { stop, ...server } = await startSwift({ dir, programs });
    project.provide('s3', { ...server, python: programs.python, env: programs.env });
    return async () => {
      await stop();
      remove();
    };
  } catch (error) {
    remove();
    throw error;
  }
}
