// The tests, or with the first argument "ingest" the process that enters blocks until it is killed.
using Xunit.Runner.InProc.SystemConsole;

return await ConsoleRunner.Run(args).ConfigureAwait(false);
