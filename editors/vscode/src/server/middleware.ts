import * as vscode from "vscode";
import type { Middleware, vsdiag } from "vscode-languageclient/node";

import type { Ignored } from "../suspects/ignored";

export const EXPLAIN = "leakline.explain";

/** The client keeps what a server attaches to a diagnostic, but does not say so in its types. */
type WithData = vscode.Diagnostic & { readonly data?: { readonly fingerprint?: unknown } };
type Show = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void;

/** Leaves out what the user ignores, and shows explanations in a page of ours. */
export class Filter {
  private readonly pushed = new Map<string, readonly [uri: vscode.Uri, diagnostics: vscode.Diagnostic[], show: Show]>();
  private choice = 0;
  readonly middleware: Middleware;

  constructor(
    private readonly ignored: Ignored,
    explain: (fingerprint: string) => Promise<void>,
  ) {
    this.middleware = {
      handleDiagnostics: (uri, diagnostics, next) => {
        if (diagnostics.length > 0) this.pushed.set(uri.toString(), [uri, diagnostics, next]);
        else this.pushed.delete(uri.toString());
        next(uri, diagnostics.filter(this.isShown));
      },
      provideDiagnostics: async (document, previous, token, next) => {
        const report = await next(document, this.unmarked(previous), token);
        return report && this.filtered(report);
      },
      provideWorkspaceDiagnostics: async (previous, token, reporter, next) => {
        const known = previous.map(({ uri, value }) => ({ uri, value: this.unmarked(value) ?? "" })); // "": nothing is known of it
        const each = <Report extends { items: vsdiag.WorkspaceDocumentDiagnosticReport[] }>(part: Report): Report => ({ ...part, items: part.items.map((one) => this.filtered(one)) });
        const report = await next(known, token, (part) => reporter(part && each(part)));
        return report && each(report);
      },
      provideCodeLenses: async (document, token, next) => {
        const lenses = await next(document, token);
        return lenses?.filter(({ command }) => command?.command !== EXPLAIN || !ignored.has(String(command.arguments?.[0])));
      },
      executeCommand: async (command, args, next) => {
        if (command !== EXPLAIN) return (await next(command, args)) as unknown;
        await explain(String(args[0]));
        return undefined;
      },
    };
  }

  /** Show what was pushed once more: what is ignored has changed. What is pulled is not the same as before, either. */
  again(): void {
    this.choice += 1;
    for (const [uri, diagnostics, show] of this.pushed.values()) show(uri, diagnostics.filter(this.isShown));
  }

  /** The server is gone, and with it what it pushed. */
  forget(): void {
    this.pushed.clear();
  }

  /** A report without what is ignored; the name of its state says by which choice. */
  private filtered<Report extends vsdiag.DocumentDiagnosticReport>(report: Report): Report {
    const resultId = report.resultId === undefined ? {} : { resultId: `${this.choice} ${report.resultId}` };
    return { ...report, ...resultId, ...(report.kind === "full" ? { items: report.items.filter(this.isShown) } : {}) } as Report;
  }

  /** The server's name of a state that the editor has; undefined if another choice of what to ignore made it. */
  private unmarked(resultId: string | undefined): string | undefined {
    const mark = `${this.choice} `;
    return resultId?.startsWith(mark) ? resultId.slice(mark.length) : undefined;
  }

  private readonly isShown = (diagnostic: vscode.Diagnostic): boolean => {
    const fingerprint = (diagnostic as WithData).data?.fingerprint;
    return typeof fingerprint !== "string" || !this.ignored.has(fingerprint);
  };
}
