/** What the tabs of one browser tell each other about a person's notices, by BroadcastChannel: it works without the server. */
type Message = { type: 'dismissed'; noticeId: string } | { type: 'seen' };

export class OtherTabs {
  private readonly channel: BroadcastChannel;

  constructor(userId: string, onMessage: (message: Message) => void) {
    this.channel = new BroadcastChannel(`devreel:notices:${userId}`);
    this.channel.onmessage = ({ data }: MessageEvent<Message>) => onMessage(data);
  }

  send(message: Message): void {
    this.channel.postMessage(message);
  }

  close(): void {
    this.channel.close();
  }
}
