/** Where Socket.IO's Redis adapter announces, as it names its channels for the one namespace that is used here. */
export const adapterChannels = {
  names: ['socket.io-request#/#', 'socket.io-response#/#'],
  patterns: ['socket.io#/#*'],
} as const;
