import * as vscode from "vscode";
import {
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  State,
  TransportKind,
} from "vscode-languageclient/node";

import { Explanations } from "./explanations";
import { serverCommand } from "./server";
import { pickSnapshots } from "./snapshots";
import { Status } from "./status";

const LANGUAGES = ["javascript", "javascriptreact", "typescript", "typescriptreact"];
const EXPLAIN = "leakline.explain";

/** The part of an answer to `leakline.compareSnapshots` that is shown here; the rest comes as diagnostics. */
interface Comparison {
  readonly suspects: readonly { readonly growing: boolean }[];
}

class Session implements vscode.Disposable {
  private client: LanguageClient | undefined;

  constructor(
    private readonly output: vscode.LogOutputChannel,
    private readonly status: Status,
    private readonly explanations: Explanations,
  ) {}

  get running(): boolean {
    return this.client?.state === State.Running;
  }

  async start(): Promise<void> {
    try {
      await this.launch();
    } catch (error) {
      this.fail(error);
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.state === State.Running) await client.stop();
    await client?.dispose();
  }

  async compare(): Promise<void> {
    const chosenInSettings = vscode.workspace.getConfiguration("leakline").get<string[]>("snapshots", []).length > 0;
    const snapshots = chosenInSettings ? [] : await pickSnapshots();
    if (!snapshots) return;
    if (!chosenInSettings && snapshots.length < 2) {
      void vscode.window.showWarningMessage("Choose two or more heap snapshots of one process.");
      return;
    }
    this.status.comparing();
    try {
      const uris = snapshots.map((uri) => uri.toString());
      const { suspects } = await this.execute<Comparison>("leakline.compareSnapshots", uris);
      this.status.compared(suspects.filter((suspect) => suspect.growing).length);
    } catch (error) {
      this.fail(error);
    }
  }

  async clear(): Promise<void> {
    try {
      await this.execute("leakline.clearSnapshots", []);
      this.status.ready();
    } catch (error) {
      this.fail(error);
    }
  }

  dispose(): void {
    void this.stop();
  }

  private async launch(): Promise<LanguageClient> {
    await this.stop();
    this.status.starting();
    const [command, ...args] = serverCommand();
    this.output.info(`starting ${[command, ...args].join(" ")}`);
    const server: ServerOptions = { command, args, transport: TransportKind.stdio };
    this.client = new LanguageClient("leakline", "leakline", server, this.options());
    await this.client.start();
    this.status.ready();
    return this.client;
  }

  private async execute<Answer>(command: string, args: unknown[]): Promise<Answer> {
    const client = this.client?.state === State.Running ? this.client : await this.launch();
    return (await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: args })) as Answer;
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
      outputChannel: this.output,
      traceOutputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      synchronize: { configurationSection: "leakline" },
      middleware: {
        executeCommand: async (command, args, next) => {
          const answer: unknown = await next(command, args);
          if (command === EXPLAIN && typeof answer === "string") await this.explanations.show(answer);
          return answer;
        },
      },
    };
  }

  private fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.output.error(message);
    this.status.failed(message);
    void vscode.window.showErrorMessage(`leakline: ${message}`);
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<{ running: () => boolean }> {
  const output = vscode.window.createOutputChannel("leakline", { log: true });
  const status = new Status();
  const explanations = new Explanations();
  const session = new Session(output, status, explanations);
  context.subscriptions.push(
    output,
    status,
    explanations,
    session,
    vscode.commands.registerCommand("leakline.compare", () => session.compare()),
    vscode.commands.registerCommand("leakline.clear", () => session.clear()),
    vscode.commands.registerCommand("leakline.restart", () => session.start()),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      const restarts = ["leakline.command", "leakline.interpreter"].some((name) => change.affectsConfiguration(name));
      if (restarts) await session.start();
    }),
  );
  await session.start();
  return { running: () => session.running };
}
