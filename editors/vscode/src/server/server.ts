import * as vscode from "vscode";
import {
  type CancellationToken,
  CodeLensRequest,
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
  type ServerOptions,
  State,
  TransportKind,
  type WorkDoneProgressBegin,
  type WorkDoneProgressReport,
  WorkDoneProgress,
} from "vscode-languageclient/node";

import { type Bundle, type Launch, NoPythonError, findLaunch } from "./launch";
import { agrees } from "./python";
import type { Pythons } from "./pythons";

const LANGUAGES = ["javascript", "javascriptreact", "typescript", "typescriptreact"];
const PYTHONS = "https://www.python.org/downloads/";
const RELOADING = ["leakline.command", "leakline.interpreter"];

export type Condition = "stopped" | "starting" | "ready" | "failed";
export type Percentage = (value: WorkDoneProgressBegin | WorkDoneProgressReport) => void;

/** The language server: finds it, starts it, keeps it alive, and asks it. */
export class Server implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Condition>();
  private readonly subscriptions: vscode.Disposable[];
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
  private lastToken = 0;

  readonly onDidChange = this.changed.event;
  condition: Condition = "stopped";
  failure = "";
  launch: Launch | undefined;

  constructor(
    private readonly bundle: Bundle,
    private readonly pythons: Pythons,
    private readonly output: vscode.LogOutputChannel,
    private readonly middleware: Middleware,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (RELOADING.some((name) => change.affectsConfiguration(name))) void this.restart();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
    ];
  }

  /** Starts the server, unless it is starting already; a failure is kept in `failure`, shown and logged. */
  start(): Promise<void> {
    this.starting ??= this.run().finally(() => (this.starting = undefined));
    return this.starting;
  }

  async restart(): Promise<void> {
    await this.starting;
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.state === State.Running) await client.stop();
    await client?.dispose();
    this.become("stopped");
  }

  /** Run a command of the server; starts it if it is not running. Progress is reported where `percentage` is given. */
  async execute<Answer>(command: string, args: unknown[], token?: CancellationToken, percentage?: Percentage): Promise<Answer> {
    if (this.client?.state !== State.Running) await this.start();
    const client = this.client;
    if (!client) throw new Error(this.failure);
    const workDoneToken = percentage ? `leakline-${++this.lastToken}` : undefined;
    const listening =
      percentage && workDoneToken
        ? client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
            if (value.kind !== "end") percentage(value);
          })
        : undefined;
    try {
      const params = { command, arguments: args, ...(workDoneToken ? { workDoneToken } : {}) };
      return (await client.sendRequest(ExecuteCommandRequest.type, params, token)) as Answer;
    } finally {
      listening?.dispose();
    }
  }

  /** Let the editor ask again for what it shows in open files. */
  refresh(): void {
    const diagnostics = this.client?.getFeature(DocumentDiagnosticRequest.method);
    const lenses = this.client?.getFeature(CodeLensRequest.method);
    for (const document of vscode.workspace.textDocuments) {
      diagnostics?.getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
      lenses?.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
    }
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    void this.stop();
    this.changed.dispose();
  }

  private async run(): Promise<void> {
    this.become("starting");
    try {
      this.launch = await findLaunch(this.bundle, this.pythons, (line) => this.output.info(line));
      const { command, args, from } = this.launch;
      this.output.info(`starting the server (${from}): ${[command, ...args].join(" ")}`);
      const env = from === "bundled" ? forOurLibraries() : process.env;
      const options = { env: { ...env, PYTHONUTF8: "1" } };
      const server: ServerOptions = { command, args: [...args], transport: TransportKind.stdio, options };
      const client = new LanguageClient("leakline", "leakline", server, this.options());
      this.client = client;
      client.onDidChangeState(({ newState }) => {
        if (client === this.client) this.follow(newState);
      });
      await client.start();
      this.greet(client.initializeResult?.serverInfo?.version);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      this.output.error(this.failure);
      this.pythons.forget(); // what was known of them may be wrong
      this.become("failed");
      void this.offerHelp(error instanceof NoPythonError);
    }
  }

  private follow(state: State): void {
    if (state === State.Running) this.become("ready");
    else if (state === State.Starting) this.become("starting");
    else {
      this.failure = "the server ended";
      this.become("failed");
    }
  }

  private greet(version: string | undefined): void {
    this.output.info(`leakline ${version ?? "of unknown version"} is ready`);
    if (version && !agrees(version, this.bundle.version)) {
      const advice = `This extension (${this.bundle.version}) and the server (${version}) are of different versions; update the older one.`;
      void vscode.window.showWarningMessage(`leakline: ${advice}`);
    }
  }

  private async offerHelp(lacksPython: boolean): Promise<void> {
    const help = lacksPython ? ["Get Python", "Restart Server", "Open Settings"] : ["Open Settings", "Show Output"];
    const answer = await vscode.window.showErrorMessage(`leakline: ${this.failure}`, ...help);
    if (answer === "Get Python") await vscode.env.openExternal(vscode.Uri.parse(PYTHONS));
    if (answer === "Restart Server") await this.restart();
    if (answer === "Open Settings") await vscode.commands.executeCommand("workbench.action.openSettings", "leakline.interpreter");
    if (answer === "Show Output") this.output.show();
  }

  private become(condition: Condition): void {
    this.condition = condition;
    void vscode.commands.executeCommand("setContext", "leakline.ready", condition === "ready");
    this.changed.fire(condition);
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: LANGUAGES.flatMap((language) => [
        { scheme: "file", language },
        { scheme: "untitled", language },
      ]),
      outputChannel: this.output,
      traceOutputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      synchronize: { configurationSection: "leakline" },
      middleware: this.middleware,
    };
  }
}

/** The bundled server brings its libraries: those of somebody's PYTHONPATH must not come before them, and they are compiled once. */
function forOurLibraries(): NodeJS.ProcessEnv {
  const { PYTHONPATH: _path, PYTHONHOME: _home, PYTHONDONTWRITEBYTECODE: _each, ...rest } = process.env;
  return rest;
}
