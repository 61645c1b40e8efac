/** What the tabs of one browser tell each other of a person's notices, also while the server is away. */
type Message = { type: 'dismissed'; noticeId: string } | { type: 'seen' };

export class OtherTabs {
  private readonly channel: BroadcastChannel;

  constructor(userId: string, hear: (message: Message) => void) {
    this.channel = new BroadcastChannel(`devreel:notices:${userId}`);
    this.channel.onmessage = ({ data }: MessageEvent<Message>) => hear(data);
  }

  tell(message: Message): void {
    this.channel.postMessage(message);
  }

  close(): void {
    this.channel.close();
  }
}
