import { createWriteStream, rmSync } from "node:fs";
import { once } from "node:events";
import { get } from "node:http";
import WebSocket from "ws";

const SECONDS = 10;

/** The user stopped the recording. */
export class StoppedError extends Error {
  constructor() {
    super("the recording was stopped");
  }
}

/** A process that listens for a debugger on this machine. */
export interface Target {
  readonly title: string;
  readonly socket: string;
}

/** The processes behind an inspector's address; none where nobody answers there. */
export async function targetsAt(port: number): Promise<Target[]> {
  try {
    const listed = JSON.parse(await fetchText(`http://127.0.0.1:${port}/json/list`)) as { title?: string; webSocketDebuggerUrl?: string }[];
    return listed.flatMap(({ title, webSocketDebuggerUrl }) => (webSocketDebuggerUrl ? [{ title: title ?? "", socket: webSocketDebuggerUrl }] : []));
  } catch {
    return []; // nobody listens there, or something else does
  }
}

/** The number of the process behind an inspector's socket; undefined where it does not say. */
export async function processOf(socket: string): Promise<number | undefined> {
  const inspector = await Inspector.connect(socket);
  const late = setTimeout(() => inspector.stop(), 1000 * SECONDS); // one that stands at a breakpoint answers, one that computes need not
  try {
    return await inspector.processId();
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
    inspector.close();
  }
}

/** A port of this machine from what a user types: `9229`, `localhost:9229`, `ws://127.0.0.1:9229/...`; undefined for all else. */
export function loopbackPort(address: string): number | undefined {
  const match = /^(?:(?:ws|http):\/\/)?(?:(?:127\.0\.0\.1|localhost|\[::1\]):)?(\d{1,5})(?:\/.*)?$/.exec(address.trim());
  const port = Number(match?.[1]);
  return port > 0 && port < 65536 ? port : undefined;
}

/** A connection to the inspector of a process: requests, and snapshots that go to disk as they come. */
export class Inspector {
  private readonly answers = new Map<number, (answer: Answer) => void>();
  private readonly listeners = new Set<(method: string, params: Params) => void>();
  private readonly failures = new Set<(error: Error) => void>();
  private last = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.on("message", (data) => this.heard(JSON.parse(String(data)) as Message));
    socket.on("close", () => this.fail(new Error("the process ended or closed the connection")));
    socket.on("error", (error) => this.fail(error));
  }

  static async connect(url: string): Promise<Inspector> {
    const socket = new WebSocket(url, { maxPayload: 0, perMessageDeflate: false, handshakeTimeout: SECONDS * 1000 });
    await once(socket, "open");
    return new Inspector(socket);
  }

  /** Bytes that the process has on its heap now. */
  async heapUsed(): Promise<number> {
    const { usedSize } = await this.ask("Runtime.getHeapUsage");
    return Number(usedSize);
  }

  /** The number of the process; undefined where it has none to say, such as a browser's page. */
  async processId(): Promise<number | undefined> {
    const { result } = (await this.ask("Runtime.evaluate", { expression: "globalThis.process?.pid" })) as { result?: { value?: unknown } };
    return typeof result?.value === "number" ? result.value : undefined;
  }

  /** Write a snapshot to a file; `progress` is called with 0 to 100. Garbage is collected first. One that fails leaves no file. */
  async takeSnapshot(file: string, progress: (percentage: number) => void): Promise<void> {
    await this.ask("HeapProfiler.enable");
    await this.ask("HeapProfiler.collectGarbage");
    const stream = createWriteStream(file, { flags: "wx" });
    const failed = once(stream, "error").then(([error]) => Promise.reject(error as Error));
    const listener = (method: string, params: Params): void => {
      if (method === "HeapProfiler.reportHeapSnapshotProgress") progress((100 * Number(params["done"])) / Math.max(1, Number(params["total"])));
      if (method === "HeapProfiler.addHeapSnapshotChunk" && !stream.write(String(params["chunk"]))) {
        this.socket.pause(); // the process waits rather than this one keeping it all in memory
        stream.once("drain", () => this.socket.resume());
      }
    };
    this.listeners.add(listener);
    try {
      await Promise.race([this.ask("HeapProfiler.takeHeapSnapshot", { reportProgress: true }), failed]);
      await Promise.race([new Promise<void>((resolve) => stream.end(resolve)), failed]);
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    } finally {
      this.listeners.delete(listener);
      failed.catch(() => undefined);
      stream.destroy();
      this.socket.resume(); // a stream that was ended drains no more
    }
  }

  /** End what is under way: it fails with StoppedError. The process goes on as soon as it has written the snapshot to nobody. */
  stop(): void {
    this.fail(new StoppedError());
    this.socket.terminate();
  }

  close(): void {
    this.socket.removeAllListeners("close");
    this.socket.close();
  }

  private ask(method: string, params: Params = {}): Promise<Params> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        this.answers.delete(id);
        this.failures.delete(failed);
      };
      const failed = (error: Error): void => {
        finish();
        reject(error);
      };
      this.failures.add(failed);
      this.answers.set(id, ({ result, error }) => {
        finish();
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result ?? {});
      });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  private heard(message: Message): void {
    if (message.id !== undefined) this.answers.get(message.id)?.(message);
    else if (message.method !== undefined) for (const listener of this.listeners) listener(message.method, message.params ?? {});
  }

  private fail(error: Error): void {
    for (const failed of [...this.failures]) failed(error);
  }
}

type Params = Readonly<Record<string, unknown>>;

interface Answer {
  readonly result?: Params;
  readonly error?: { readonly message: string };
}

interface Message extends Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
}

function fetchText(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: SECONDS * 100 }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => resolve(Buffer.concat(chunks).toString())).on("error", reject);
    });
    request.on("timeout", () => request.destroy(new Error("no answer"))).on("error", reject);
  });
}
