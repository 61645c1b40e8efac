/** Everything that happens in Devreel comes in by one of these four routes. */
import { connect } from './realtime/connect.js';
import { disconnect } from './realtime/disconnect.js';
import { receive } from './realtime/receive.js';
import { pipelineTask } from './worker/pipeline-task.js';

/** The first three are called by the gateway for sockets, the last by Bull's processor for jobs. */
type Routes = {
  connect: typeof connect;
  receive: typeof receive;
  disconnect: typeof disconnect;
  'pipeline-task': typeof pipelineTask;
};

export const routes = { connect, receive, disconnect, 'pipeline-task': pipelineTask } satisfies Routes;
