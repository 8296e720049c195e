// The tests, or with the first argument "ingest" the process that enters blocks until it is killed.
using MobileCoin.RecoveryDb.Test;
using Xunit.Runner.InProc.SystemConsole;

return args is ["ingest", .. string[] arguments] ? await IngestingProcess.Run(arguments) : await ConsoleRunner.Run(args).ConfigureAwait(false);
