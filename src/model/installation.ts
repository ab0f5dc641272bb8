/**
 * How a gateway shows itself on a machine: where its logs are, and which commands ask it about itself. The values are
 * data of the product and stand in `patterns/installation.ts`.
 */
export interface Installation {
  /** Name of the product, as shown to people. */
  readonly product: string
  /** Matches the names of systemd units that run a gateway. */
  readonly unit: RegExp
  /** Matches in the name, the image, the Compose project, or the service of a gateway's container. */
  readonly container: RegExp
  readonly datedLogs: DatedLogs
  readonly logPlaces: LogPlaces
  readonly diagnostics: Diagnostics
}

/** A file log that gets a new name every day. */
export interface DatedLogs {
  /**
   * Matches a file's name. Groups: `profile`, `date` as YYYY-MM-DD, and `part`, a digit once the day's file has
   * become too big.
   */
  readonly name: RegExp
  /** The names as a glob, as shown to people. */
  readonly glob: string
  /** The names as shown where none was found: `app-<date>.log`. */
  readonly example: string
  /** Shown when only the file of one day is followed; the option that follows its folder is added at the end. */
  readonly note: string
}

/** How to find the folders and files of logs. Relative paths are below the home folder. */
export interface LogPlaces {
  /** The environment variable for the home folder. */
  readonly homeVariable: string
  /** Environment variables for the path of the configuration; the first that is set counts. */
  readonly configVariables: readonly string[]
  /** Environment variables for the folder of the configuration; the first that is set counts. */
  readonly stateVariables: readonly string[]
  readonly stateFolder: string
  /** Beginning of the names of other profiles' state folders. */
  readonly profilePrefix: string
  readonly formerStateFolders: readonly string[]
  /** Possible names of the configuration, which is JSON5. */
  readonly configFiles: readonly string[]
  /** Keys that lead to the path of the log in the configuration. */
  readonly logFileKeys: readonly string[]
  /** Name of the default log folder, in the system's folder for temporary files. */
  readonly temporaryFolder: string
  /** Matches the names of such folders, those of other users included. */
  readonly temporaryFolders: RegExp
  /** Files in which a service manager collects the gateway's output. */
  readonly collected: readonly string[]
}

/** The questions that a bundle asks a gateway about itself. */
export interface Diagnostics {
  /** The program that is asked. */
  readonly program: string
  /** Commands that only read, and the file that each one's output goes to. */
  readonly commands: readonly { readonly file: string; readonly args: readonly string[] }[]
  readonly configuration: {
    /** The environment variable for its path. */
    readonly variable: string
    /** Its default path, below the home folder. */
    readonly path: string
    /** Its name in the bundle. */
    readonly file: string
  }
  /**
   * Values that may stand under the name of a secret without being one, such as the choice of an authentication mode.
   */
  readonly modes: readonly string[]
}
