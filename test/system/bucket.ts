/** A bucket of a test's own, and what another client than Devreel's says is in it: boto3, in Python. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';

export interface Bucket {
  name: string;
  /** The settings of a Devreel that keeps its files here. */
  settings: Record<string, string>;
  /** All objects, by key. */
  objects(): Promise<Map<string, { sizeBytes: number }>>;
  /** Hex SHA-256 of an object as it comes out. */
  sha256(key: string): Promise<string>;
  /** Keys of multipart uploads that are neither complete nor aborted. */
  unfinished(): Promise<string[]>;
}

/** Answers each line of JSON with one. */
const BOTO = `import sys, json, hashlib, boto3
endpoint, region, key, secret, bucket = sys.argv[1:]
s3 = boto3.client('s3', endpoint_url=endpoint, region_name=region, aws_access_key_id=key, aws_secret_access_key=secret)
def sha256(name):
    digest = hashlib.sha256()
    for chunk in s3.get_object(Bucket=bucket, Key=name)['Body'].iter_chunks(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()
def objects():
    pages = s3.get_paginator('list_objects_v2').paginate(Bucket=bucket)
    return [[o['Key'], {'sizeBytes': o['Size']}] for page in pages for o in page.get('Contents', [])]
def unfinished():
    return [u['Key'] for u in s3.list_multipart_uploads(Bucket=bucket).get('Uploads', [])]
what = {'sha256': sha256, 'objects': objects, 'unfinished': unfinished}
s3.create_bucket(Bucket=bucket)
for line in sys.stdin:
    name, *args = json.loads(line)
    print(json.dumps(what[name](*args)), flush=True)`;

export async function createBucket(): Promise<Bucket> {
  const { endpoint, region, accessKeyId, secretAccessKey, python, env } = inject('s3');
  const name = `devreel-${randomUUID()}`;
  const args = ['-c', BOTO, endpoint, region, accessKeyId, secretAccessKey, name];
  const ask = linesOf(spawn(python, args, { env, stdio: ['pipe', 'pipe', 'inherit'] }));
  const bucket: Bucket = {
    name,
    settings: {
      S3_BUCKET: name,
      S3_ENDPOINT: endpoint,
      S3_PUBLIC_ENDPOINT: endpoint,
      S3_REGION: region,
      S3_FORCE_PATH_STYLE: 'true',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
    objects: async () => new Map((await ask('objects')) as [string, { sizeBytes: number }][]),
    sha256: async (key) => (await ask('sha256', key)) as string,
    unfinished: async () => (await ask('unfinished')) as string[],
  };
  await bucket.objects();
  return bucket;
}

/** Asks and hears the answers, in the same order. The process ends with this one, which closes its input. */
function linesOf({ stdin, stdout }: ChildProcess): (...what: string[]) => Promise<unknown> {
  if (!stdin || !stdout) throw new Error('Python was started without its pipes.');
  const waiting: { resolve: (answer: unknown) => void; reject: (error: Error) => void }[] = [];
  const lines = createInterface(stdout);
  lines.on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  lines.on('close', () => waiting.forEach(({ reject }) => reject(new Error('boto3 failed; see above.'))));
  return (...what) =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      stdin.write(`${JSON.stringify(what)}\n`);
    });
}
