import { Socket } from 'node:net';

type Done = (error?: Error | null) => void;

/**
 * A socket that sends what is written in one turn of the event loop by one system call: each call wakes the server's process, and a
 * settlement's statements are written together. It needs nobody to cork it, and takes no notice of who does.
 */
export class GatheredSocket extends Socket {
  #gathering = false;

  override write(data: string | Uint8Array, done?: Done): boolean;
  override write(data: string | Uint8Array, encoding?: BufferEncoding, done?: Done): boolean;
  override write(data: string | Uint8Array, encodingOrDone?: BufferEncoding | Done, done?: Done): boolean {
    if (!this.#gathering) {
      this.#gathering = true;
      super.cork();
      process.nextTick(() => {
        this.#gathering = false;
        super.uncork();
      });
    }
    return typeof encodingOrDone === 'function'
      ? super.write(data, encodingOrDone)
      : super.write(data, encodingOrDone, done);
  }

  override cork(): void {}

  override uncork(): void {}
}
