/** What the sample talk says: slides with their sentences. Three topics, so that there are chapters to find. */
export const sampleTitle = 'Queues that lose nothing';

interface Slide {
  heading: string;
  points: string[];
  /** Sentence by sentence. */
  says: string[];
}

export const slides: readonly Slide[] = [
  {
    heading: 'Queues that lose nothing',
    points: ['Queues', 'Tables', 'Browsers'],
    says: [
      'Welcome to this short talk about background work that gets lost.',
      'First, let us look at queues and workers.',
      'A queue hands a job to a worker, and the queue forgets the job as soon as the worker has taken it.',
      'When the worker is killed in the middle of a job, the job is gone from the queue.',
      'A queue in memory loses all its jobs when the queue server restarts, and the workers wait for jobs that never come.',
    ],
  },
  {
    heading: 'Tables as the truth',
    points: ['A row for each recording', 'Status and event in one transaction', 'A reconciler reads the table'],
    says: [
      'Next, we come to database tables.',
      'Keep a row in a database table for each recording, with its status in a column of the row.',
      'A database transaction commits the status of the row and an event about the row, or neither of them.',
      'Every five seconds a reconciler reads the table, and finds each row whose status was forgotten.',
      'So the table in the database is the truth, and a row of the table is never lost.',
    ],
  },
  {
    heading: 'Browsers that catch up',
    points: ['Tabs fall asleep', 'Numbered messages', 'One toast for each person'],
    says: [
      'Finally, let us talk about browser tabs.',
      'A browser tab falls asleep with the laptop, and wakes up with an old page.',
      'The browser numbers the messages on the page, so that a tab asks for all messages after its last number.',
      'A person sees one toast in the browser, however many tabs of the page are open.',
      'Close the laptop, open the browser again, and each tab of the page tells the same. Thank you for listening.',
    ],
  },
];
