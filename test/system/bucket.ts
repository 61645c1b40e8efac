/** A bucket of a test's own, and what another client than Devreel's says is in it: boto3, in Python. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
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

const BOTO = `import sys, json, hashlib, boto3
endpoint, region, key, secret, bucket, what, *names = sys.argv[1:]
s3 = boto3.client('s3', endpoint_url=endpoint, region_name=region, aws_access_key_id=key, aws_secret_access_key=secret)
if what == 'create':
    s3.create_bucket(Bucket=bucket)
    print('null')
if what == 'objects':
    pages = s3.get_paginator('list_objects_v2').paginate(Bucket=bucket)
    print(json.dumps([[o['Key'], {'sizeBytes': o['Size']}] for page in pages for o in page.get('Contents', [])]))
if what == 'sha256':
    digest = hashlib.sha256()
    for chunk in s3.get_object(Bucket=bucket, Key=names[0])['Body'].iter_chunks(1 << 20):
        digest.update(chunk)
    print(json.dumps(digest.hexdigest()))
if what == 'unfinished':
    print(json.dumps([u['Key'] for u in s3.list_multipart_uploads(Bucket=bucket).get('Uploads', [])]))`;

export async function createBucket(): Promise<Bucket> {
  const { endpoint, region, accessKeyId, secretAccessKey, python, env } = inject('s3');
  const name = `devreel-${randomUUID()}`;
  const boto = async (...what: string[]): Promise<unknown> => {
    const args = ['-c', BOTO, endpoint, region, accessKeyId, secretAccessKey, name, ...what];
    const { stdout } = await promisify(execFile)(python, args, { env, maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(stdout);
  };
  await boto('create');
  return {
    name,
    settings: {
      ...{ S3_BUCKET: name, S3_ENDPOINT: endpoint, S3_PUBLIC_ENDPOINT: endpoint, S3_REGION: region },
      ...{ S3_FORCE_PATH_STYLE: 'true', AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    },
    objects: async () => new Map((await boto('objects')) as [string, { sizeBytes: number }][]),
    sha256: async (key) => (await boto('sha256', key)) as string,
    unfinished: async () => (await boto('unfinished')) as string[],
  };
}
