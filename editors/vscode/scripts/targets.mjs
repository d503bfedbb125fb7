// The platforms that there is a package for, and the tags of the wheels that run on each, best first. There are no wheels of
// all libraries for Windows and Alpine on arm64; there, leakline has to be installed by the user.
export const TARGETS = {
  "linux-x64": ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
  "linux-arm64": ["manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"],
  "alpine-x64": ["musllinux_1_2_x86_64", "musllinux_1_1_x86_64"],
  "darwin-x64": ["10_9_x86_64", "10_12_x86_64", "10_13_x86_64", "10_15_x86_64", "10_15_universal2"].map((tag) => `macosx_${tag}`),
  "darwin-arm64": ["11_0_arm64", "12_0_arm64", "11_0_universal2", "10_15_universal2"].map((tag) => `macosx_${tag}`),
  "win32-x64": ["win_amd64"],
};

export const PYTHONS = ["3.11", "3.12", "3.13", "3.14"];

/** The target of the machine that this runs on. */
export function thisTarget() {
  const libc = process.report.getReport().header.glibcVersionRuntime ? "linux" : "alpine";
  const system = process.platform === "linux" ? libc : process.platform;
  return `${system}-${process.arch}`;
}
