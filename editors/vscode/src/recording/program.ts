import { type ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import type * as vscode from "vscode";

const LISTENING = /Debugger listening on (ws:\/\/\S+)/;

/** A program that was started to be recorded; what it writes goes to an output channel. */
export interface Program {
  readonly socket: string;
  readonly stop: () => void;
}

/** Start a file with the inspector on a free port of this machine. Throws when it does not get that far. */
export async function startProgram(node: string, file: string, output: vscode.OutputChannel): Promise<Program> {
  const process = spawn(node, ["--inspect=127.0.0.1:0", file], { cwd: path.dirname(file), stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
  output.appendLine(`> ${node} --inspect=127.0.0.1:0 ${file}`);
  process.stdout.on("data", (chunk: Buffer) => output.append(chunk.toString()));
  const socket = await listening(process, output);
  return { socket, stop: () => process.kill() };
}

function listening(process: ChildProcess, output: vscode.OutputChannel): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = "";
    process.stderr?.on("data", (chunk: Buffer) => {
      output.append(chunk.toString());
      heard = (heard + chunk.toString()).slice(-4000);
      const match = LISTENING.exec(heard);
      if (match?.[1]) resolve(match[1]);
    });
    process.on("error", (error) => reject(new Error(`${error.message}; set leakline.node to a Node.js`)));
    process.on("exit", (code) => {
      output.appendLine(`> ended with exit code ${code}`);
      reject(new Error(`the program ended with exit code ${code} before it could be recorded`));
    });
  });
}
