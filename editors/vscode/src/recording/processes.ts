import { execFile } from "node:child_process";
import { basename } from "node:path";

export interface NodeProcess {
  readonly pid: number;
  readonly arguments: string;
}

/** Node processes of this user from the output of `ps -o pid=,args=`; those of the editor itself are left out. */
export function nodeProcesses(listing: string, own: string): NodeProcess[] {
  return listing.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(\S+)\s+(.*\S)\s*$/.exec(line);
    if (!match) return [];
    const [, pid, program, rest] = match as unknown as [string, string, string, string];
    const isNode = ["node", "nodejs"].includes(basename(program)) && program !== own;
    return isNode ? [{ pid: Number(pid), arguments: rest }] : [];
  });
}

/** Node processes of this user; none where processes cannot be listed. */
export function listNodeProcesses(): Promise<NodeProcess[]> {
  const user = process.getuid?.();
  if (user === undefined) return Promise.resolve([]); // Windows has neither the signal nor this listing
  return new Promise((resolve) => {
    execFile("ps", ["-U", String(user), "-o", "pid=,args="], { maxBuffer: 10_000_000 }, (error, stdout) =>
      resolve(error ? [] : nodeProcesses(stdout, process.execPath)),
    );
  });
}

/** Let a running Node process open its inspector, as Node does on SIGUSR1; it then listens on port 9229. */
export function openInspector({ pid }: NodeProcess): void {
  process.kill(pid, "SIGUSR1");
}
